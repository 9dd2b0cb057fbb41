// SPDX-License-Identifier: Apache-2.0
/** The driver for MySQL and MariaDB: found by the scheme of the URL, and set up by what the URL and {@code MysqlSettings} say. */
package org.kinglet.mysql;
