// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.mysqlclient.MySQLClient;
import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.DriverException;
import org.kinglet.vertx.Link;
import org.kinglet.vertx.Protocol;
import org.kinglet.vertx.RowAdapter;

/** MySQL's protocol, which MariaDB speaks too. */
final class MysqlProtocol implements Protocol {
    private static final System.Logger LOG = System.getLogger("org.kinglet.mysql");

    private final MysqlConfig config;
    private final Connector connector;
    private final Canceller canceller;

    /** By connection, as those have no place for it; a connection that is forgotten is forgotten here. */
    private final Map<SqlConnection, Session> sessions = Collections.synchronizedMap(new WeakHashMap<>());

    MysqlProtocol(MysqlConfig config) {
        this.config = config;
        this.connector = new Connector(config);
        this.canceller = new Canceller(connector);
    }

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public String displayUrl() {
        return config.displayUrl();
    }

    @Override
    public Future<Link> connect(Vertx vertx) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        return connector.connect(vertx, opened -> setUp(opened, context));
    }

    /** Both statements travel together. */
    private Future<SqlConnection> setUp(Connector.Opened opened, ContextInternal context) {
        SqlConnection connection = opened.connection();
        connection.exceptionHandler(thrown ->
                LOG.log(System.Logger.Level.DEBUG, "A connection failed while its session was set up", thrown));
        Future<RowSet<Row>> set =
                connection.query(Session.setUp(config, opened.version())).execute();
        Future<RowSet<Row>> asked = connection.query(Session.FACTS).execute();
        return set.compose(done -> asked)
                .map(rows -> {
                    Row facts = rows.iterator().next();
                    sessions.put(connection, Session.of(opened.server(), opened.version(), facts, context));
                    return connection;
                })
                .onFailure(thrown -> connection.close());
    }

    @Override
    public Dialect dialect(SqlConnection connection) {
        Session session = session(connection);
        long maxPacket = session.maxPacket();
        int step = session.generatedKeyStep();
        return session.version().isMariaDb()
                ? new MariaDbDialect(maxPacket, step)
                : new MysqlDialect(session.version().exactCollation(), maxPacket, step);
    }

    @Override
    public Tuple tuple(@Nullable Object[] parameters) {
        return Parameters.of(parameters);
    }

    @Override
    public RowAdapter rows(Link link) {
        return new MysqlRows();
    }

    @Override
    public DriverException failure(Throwable thrown) {
        return Failures.of(thrown);
    }

    @Override
    public boolean isStalePlan(DriverException failure) {
        return Failures.isStalePlan(failure);
    }

    /** MariaDB takes an update that is stopped while its plan is made for one that finds no row. */
    @Override
    public boolean mayStopSilently() {
        return true;
    }

    @Override
    public Future<Void> cancel(SqlConnection connection) {
        return canceller.cancel(session(connection));
    }

    @Override
    public PropertyKind<Long> lastInsertedId() {
        return MySQLClient.LAST_INSERTED_ID;
    }

    private Session session(SqlConnection connection) {
        Session session = sessions.get(connection);
        if (session == null) {
            throw new IllegalArgumentException("Not a connection of this protocol");
        }
        return session;
    }
}
