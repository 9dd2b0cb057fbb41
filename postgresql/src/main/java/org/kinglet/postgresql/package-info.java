// SPDX-License-Identifier: Apache-2.0
/** The PostgreSQL driver: found by the scheme of the URL, and set up by what the URL and {@code PostgresSettings} say. */
package org.kinglet.postgresql;
