// SPDX-License-Identifier: Apache-2.0
/** Starts real servers for tests, benchmarks and examples, from binaries that are Maven artifacts. */
package org.kinglet.testkit;
