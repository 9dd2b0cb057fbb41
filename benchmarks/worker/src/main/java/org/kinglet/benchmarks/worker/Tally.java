// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** What was done in which time. */
record Tally(long operations, long nanos) {}
