// SPDX-License-Identifier: Apache-2.0
/**
 * Starts real servers for tests, benchmarks and examples, from binaries that are Maven artifacts: {@link
 * org.kinglet.testkit.TestServers} is the way in.
 */
package org.kinglet.testkit;
