// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * The database at one moment.
 *
 * @param total open connections
 * @param idle open connections that nobody uses
 * @param inUse connections kept or running a statement
 * @param waiting how many wait for a connection
 * @param statements how many statements the program asked for so far, without those that only serve them
 */
public record PoolStats(int total, int idle, int inUse, int waiting, long statements) {}
