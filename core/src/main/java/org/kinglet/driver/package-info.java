// SPDX-License-Identifier: Apache-2.0
/**
 * What a database driver implements: it opens a {@link org.kinglet.driver.DriverPool}, runs
 * {@link org.kinglet.driver.Command}s and hands over rows. Application code never needs this package; the types that are
 * seen by generated code are {@link org.kinglet.driver.RowReader} alone.
 */
package org.kinglet.driver;
