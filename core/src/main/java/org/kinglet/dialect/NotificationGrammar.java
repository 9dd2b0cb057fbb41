// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import org.kinglet.query.Sql;

/** How something is told to all connections that listen on a channel. */
public interface NotificationGrammar {
    /**
     * Tells; when the transaction commits.
     *
     * @throws IllegalArgumentException if there can be no such channel, or the payload is too long
     */
    Sql send(String channel, String payload);

    /**
     * From now on, this connection hears what is sent to the channel.
     *
     * @throws IllegalArgumentException if there can be no such channel
     */
    String listen(String channel);

    /** The end of that. */
    String unlisten(String channel);
}
