// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.kinglet.benchmarks.worker.Target;

/** HikariCP over the drivers of both servers. */
public final class Sources {
    private Sources() {}

    /** A pool for the target; statements are prepared in the server and kept. */
    public static HikariDataSource open(Target target) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(target.jdbcUrl());
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.setMaximumPoolSize(Target.POOL);
        if (target.scheme().equals("mariadb")) config.addDataSourceProperty("useServerPrepStmts", "true");
        return new HikariDataSource(config);
    }
}
