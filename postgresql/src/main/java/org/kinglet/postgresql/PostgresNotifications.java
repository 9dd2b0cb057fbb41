// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.nio.charset.StandardCharsets;
import org.kinglet.dialect.NotificationGrammar;
import org.kinglet.query.Sql;

/**
 * {@code LISTEN} and {@code pg_notify}. What is too long is refused here: of a channel's name {@code LISTEN} would cut
 * off the rest and hear another channel.
 */
final class PostgresNotifications implements NotificationGrammar {
    private static final int MAX_CHANNEL_BYTES = 63;
    private static final int MAX_PAYLOAD_BYTES = 7999;

    @Override
    public Sql send(String channel, String payload) {
        int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("the payload of a notification has at most " + MAX_PAYLOAD_BYTES
                    + " bytes, this one has " + bytes + "; store it in a table and send its key");
        }
        if (payload.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the payload of a notification can have no character 0");
        }
        return new Sql("select pg_notify($1::text, $2::text)", new Object[] {checked(channel), payload});
    }

    @Override
    public String listen(String channel) {
        return "listen " + quoted(channel);
    }

    @Override
    public String unlisten(String channel) {
        return "unlisten " + quoted(channel);
    }

    private static String quoted(String channel) {
        return '"' + checked(channel).replace("\"", "\"\"") + '"';
    }

    private static String checked(String channel) {
        int bytes = channel.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_CHANNEL_BYTES || channel.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of a channel has 1 to " + MAX_CHANNEL_BYTES
                    + " bytes and no character 0; this one has " + bytes + " bytes");
        }
        return channel;
    }
}
