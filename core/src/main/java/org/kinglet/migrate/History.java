// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.dialect.SchemaRenderer;
import org.kinglet.dialect.Statements;
import org.kinglet.migrate.StepStatus.State;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.query.Sql;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table in which the database remembers its steps. Everything runs where the task is: in its transaction, if it is in one. */
final class History {
    /** The time that a database gives its statements is meant for those of a program; a step may build an index for hours. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Database database;
    private final TableDefinition table;
    private final String name;

    History(Database database, @Nullable String schema, String table) {
        TableDefinition.Builder builder = TableDefinition.table(table)
                .column(ColumnDefinition.of("version", "version", DataType.LONG))
                .column(ColumnDefinition.of("name", "name", DataType.STRING))
                .column(ColumnDefinition.of("checksum", "checksum", DataType.STRING))
                .column(ColumnDefinition.of("state", "state", DataType.STRING))
                .column(ColumnDefinition.of("statement", "statement", DataType.INTEGER))
                .column(ColumnDefinition.of("begun_at", "begunAt", DataType.INSTANT))
                .primaryKey("version");
        if (schema != null) builder.schema(schema);
        this.database = database;
        this.table = builder.build();
        this.name = database.dialect().name(this.table);
    }

    /** Any SQL, exactly as it is. */
    Result run(String sql) {
        return database.execute(RawSql.of(new Sql(sql, new Object[0])).timeout(NO_LIMIT));
    }

    private Result run(String sql, Object... parameters) {
        return database.execute(RawSql.of(sql, parameters).timeout(NO_LIMIT));
    }

    boolean exists() {
        Sql sql = Statements.existing(database.dialect(), List.of(table));
        return database.execute(RawSql.of(sql).readOnly().onPrimary()).size() > 0;
    }

    void createIfMissing() {
        if (!exists()) new SchemaRenderer(database.dialect()).create(table).forEach(this::run);
    }

    /** In the order of their versions. */
    List<Applied> read() {
        return database
                .execute(RawSql.of("select version, name, checksum, state, statement, begun_at from " + name
                                + " order by version")
                        .readOnly()
                        .onPrimary())
                .stream()
                .map(History::applied)
                .toList();
    }

    private static Applied applied(Row row) {
        return new Applied(
                value(row, 0, Long.class),
                value(row, 1, String.class),
                value(row, 2, String.class),
                State.valueOf(value(row, 3, String.class).toUpperCase(Locale.ROOT)),
                value(row, 4, Integer.class),
                value(row, 5, Instant.class));
    }

    private static <T> T value(Row row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }

    /** Remembers the step in this state, in place of what there was of it. */
    void put(Step step, State state) {
        remove(step.version());
        run(
                "insert into " + name
                        + " (version, name, checksum, state, statement, begun_at) values (?, ?, ?, ?, ?, ?)",
                step.version(),
                step.name(),
                step.checksum(),
                text(state),
                0,
                Instant.now());
    }

    /** Remembers that this statement of the step is begun. */
    void at(long version, int statement) {
        run("update " + name + " set statement = ? where version = ?", statement, version);
    }

    void is(long version, State state) {
        run("update " + name + " set state = ? where version = ?", text(state), version);
    }

    void remove(long version) {
        run("delete from " + name + " where version = ?", version);
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The table's name, for messages and for the lock. */
    @Override
    public String toString() {
        return table.toString();
    }
}
