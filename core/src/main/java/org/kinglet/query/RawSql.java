// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.DataType;

/**
 * SQL of your own. {@code ?} outside of literals and comments stands for the next parameter and {@code ??} for a question
 * mark; with parameters by name, {@code :name} stands for one. It counts as writing, unless {@link #readOnly} says that it
 * does not.
 */
public final class RawSql extends Statement<Result> {
    private final SqlTemplate template;
    private final List<@Nullable Object> parameters;
    private final boolean readOnly;

    private RawSql(SqlTemplate template, List<@Nullable Object> parameters, boolean readOnly, Execution execution) {
        super(execution);
        this.template = template;
        this.parameters = parameters;
        this.readOnly = readOnly;
    }

    /** @throws IllegalArgumentException if there are not as many parameters as places for them */
    public static RawSql of(String text, @Nullable Object... parameters) {
        SqlTemplate template = SqlTemplate.positional(text);
        if (template.places() != parameters.length) {
            throw new IllegalArgumentException("the SQL has " + template.places() + " places for parameters (?), but "
                    + parameters.length + " were given; write ?? for a question mark: " + text);
        }
        List<@Nullable Object> values = new ArrayList<>(parameters.length);
        for (Object parameter : parameters) values.add(encode(parameter));
        return new RawSql(template, values, false, Execution.DEFAULT);
    }

    /** @throws IllegalArgumentException if the SQL names a parameter that is not there, or the other way round */
    public static RawSql of(String text, Map<String, ? extends @Nullable Object> parameters) {
        SqlTemplate template = SqlTemplate.named(text);
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : template.names()) {
            if (!parameters.containsKey(name)) {
                throw new IllegalArgumentException("the SQL names :" + name + ", the parameters are "
                        + parameters.keySet().stream().sorted().toList() + ": " + text);
            }
            values.add(encode(parameters.get(name)));
        }
        for (String name : parameters.keySet()) {
            if (!template.names().contains(name)) {
                throw new IllegalArgumentException("the SQL does not name the parameter :" + name + ": " + text);
            }
        }
        return new RawSql(template, values, false, Execution.DEFAULT);
    }

    /**
     * SQL as it is sent, with the places for its parameters as the database has them; without parameters, any text, in which
     * no sign means anything but what the database makes of it.
     */
    public static RawSql of(Sql sql) {
        return new RawSql(new SqlTemplate(List.of(sql.text()), List.of()), sql.parameters(), false, Execution.DEFAULT);
    }

    /** The same SQL, whose rows are entities of the table. */
    public <E> RawSelect<E> as(TableSource<E> table) {
        return new RawSelect<>(this, table);
    }

    /** It reads only: a backend with readers apart may send it to one. */
    public RawSql readOnly() {
        return new RawSql(template, parameters, true, execution());
    }

    @Override
    public RawSql on(QueryRunner runner) {
        return new RawSql(template, parameters, readOnly, execution().on(runner));
    }

    @Override
    public RawSql timeout(Duration timeout) {
        return new RawSql(template, parameters, readOnly, execution().within(timeout));
    }

    /** The same SQL, never sent to a replica, even if it is {@link #readOnly}. */
    public RawSql onPrimary() {
        return new RawSql(template, parameters, readOnly, execution().onPrimary());
    }

    public SqlTemplate template() {
        return template;
    }

    /** As drivers take them. */
    public List<@Nullable Object> parameters() {
        return parameters;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    QueryRunner ambientRunner() {
        throw new IllegalStateException(
                "SQL of your own belongs to no table, so say who runs it: db.execute(statement),"
                        + " db.sql(text, …) or statement.on(db)");
    }

    @SuppressWarnings("unchecked") // the type of the value's own class
    private static @Nullable Object encode(@Nullable Object value) {
        return value == null ? null : ((DataType<Object>) DataType.of(value.getClass())).encode(value);
    }
}
