// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

/**
 * How a pool uses its connections.
 *
 * @param pipeliningDepth how many single statements may be on their way on one connection, at least 1
 */
public record WireSettings(int pipeliningDepth) {
    /** What is good for most. */
    public static final WireSettings DEFAULT = new WireSettings(64);

    public WireSettings {
        if (pipeliningDepth < 1) {
            throw new IllegalArgumentException("The pipelining depth must be at least 1");
        }
    }
}
