// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * Turns the values of a property into what its column holds, and back. Neither method sees a null. Stateless, thread-safe
 * and quick: it may run on a driver's thread.
 *
 * @param <T> the property's type
 * @param <C> the column's type, one that needs no converter
 */
public interface Converter<T, C> {
    C toColumn(T value);

    T fromColumn(C value);
}
