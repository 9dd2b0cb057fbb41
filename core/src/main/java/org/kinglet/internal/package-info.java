// SPDX-License-Identifier: Apache-2.0
/**
 * How statements run. Not exported.
 *
 * <p>A task is a thread, and what it is in the middle of is its {@link org.kinglet.internal.Frame}: an immutable list of
 * databases in use, connections kept and transactions open. A statement asks the innermost frame of its database for a
 * {@link org.kinglet.internal.Channel}, or takes the pool's. A future carries the frame in which it was made, so its
 * callbacks are in the same transaction, whichever thread they run on.
 *
 * <p>The states of a {@link org.kinglet.internal.Level}, which is a transaction or a savepoint:
 *
 * <pre>
 * state    statements           commit                      rollback
 * OPEN     sent; the first one  waits until nothing is in   waits until nothing is in flight,
 *          carries BEGIN        flight, then ENDING         then ENDING
 * ENDING   refused              COMMIT is on its way        ROLLBACK is on its way
 * ENDED    refused              refused                     nothing to do
 * </pre>
 *
 * From ENDING a level goes to ENDED, and its connection to the pool; or, when the program ended it by hand within its
 * block, to OPEN again. If ROLLBACK fails, or the connection was lost, the connection is closed instead of given back.
 */
package org.kinglet.internal;
