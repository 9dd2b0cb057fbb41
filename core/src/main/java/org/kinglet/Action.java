// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * A block without a result.
 *
 * @param <X> the checked exceptions it throws; inferred as {@link RuntimeException} if there are none
 */
@FunctionalInterface
public interface Action<X extends Exception> {
    void run() throws X;
}
