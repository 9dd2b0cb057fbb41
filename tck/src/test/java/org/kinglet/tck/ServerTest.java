// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

/** A test of what only servers can do, or suffer. */
@TestDatabase.OnServers
abstract class ServerTest extends TaskTest {}
