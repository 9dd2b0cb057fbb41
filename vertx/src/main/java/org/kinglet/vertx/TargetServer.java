// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

/** Which of several servers to take. */
public enum TargetServer {
    ANY,
    /** One that can be written to. */
    PRIMARY,
    /** One that can only be read. */
    STANDBY,
    /** A standby if one can be reached, else whatever can be. */
    PREFER_STANDBY
}
