// SPDX-License-Identifier: Apache-2.0
/**
 * What programs import: the database and its connections and transactions, tables and models, references between them,
 * annotations, and the exceptions, all of which extend {@link org.kinglet.KingletException}.
 *
 * <p>What holds for every operation, waiting, failures and cancellation, {@link org.kinglet.query.QueryRunner} says. No
 * parameter or result is null that is not marked as nullable.
 */
package org.kinglet;
