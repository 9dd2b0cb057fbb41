// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;

/**
 * A block with a result.
 *
 * @param <X> the checked exceptions it throws; inferred as {@link RuntimeException} if there are none
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
}
