// SPDX-License-Identifier: Apache-2.0
/**
 * Tests with Kinglet, for JUnit: {@link org.kinglet.testing.KingletTest} gives each test a transaction that is rolled back, in a
 * schema of its own; {@link org.kinglet.testing.StatementAssertions} counts statements.
 */
package org.kinglet.testing;
