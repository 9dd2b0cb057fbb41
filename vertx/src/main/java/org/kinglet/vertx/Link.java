// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.sqlclient.SqlConnection;

/**
 * A session with a server and the socket that it runs over. The client closes a session politely, after everything that it
 * has sent is answered; the socket is for ending one that does not answer.
 */
public record Link(SqlConnection connection, NetSocketInternal socket) {}
