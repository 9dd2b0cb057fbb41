// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * A block that wants a handle of its transaction.
 *
 * @param <X> the checked exceptions it throws; inferred as {@link RuntimeException} if there are none
 */
@FunctionalInterface
public interface TransactionAction<X extends Exception> {
    void run(Transaction transaction) throws X;
}
