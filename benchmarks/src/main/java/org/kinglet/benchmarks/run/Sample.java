// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

/**
 * What one round of one contestant came to.
 *
 * @param rate operations, or rows, per second
 * @param client microseconds of CPU for each, in the worker
 * @param server the same in the server's processes
 * @param heap the most that garbage collections left, in bytes
 */
record Sample(double rate, double client, double server, long heap) {}
