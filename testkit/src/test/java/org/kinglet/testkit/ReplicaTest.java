// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    @Test
    void followsAndCanOnlyBeRead() throws SQLException {
        try (OwnServer primary = TestServers.startPostgresql(ServerOptions.defaults())) {
            String before = primary.newDatabase();
            try (OwnServer replica = primary.startReplica()) {
                String after = primary.newDatabase();
                try (Connection connection = primary.jdbc(after);
                        Statement statement = connection.createStatement()) {
                    statement.execute("create table notes (text text)");
                    statement.execute("insert into notes values ('copied')");
                }
                primary.awaitReplayed(replica);
                try (Connection connection = replica.jdbc(replica.urlOf(after));
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("select text, pg_is_in_recovery() from notes")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("copied");
                    assertThat(row.getBoolean(2)).isTrue();
                }
                replica.jdbc(replica.urlOf(before)).close();
            }
        }
    }
}
