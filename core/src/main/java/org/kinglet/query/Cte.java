// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.jspecify.annotations.Nullable;

/**
 * A common table expression: a table that a statement defines for itself, by {@link Select#with(Cte...)}, and that it may use
 * several times. Immutable.
 *
 * <p>Its name is an alias: either a {@link QueryTable}, or an alias of a table of entities, whose columns the rows must have
 * then. The latter gives entities, with their relations:
 *
 * <pre>{@code
 * Categories tree = CATEGORIES.as("tree");
 * List<Category> all = tree.select()
 *         .with(Cte.recursive(
 *                 tree,
 *                 CATEGORIES.select().where(CATEGORIES.name.eq("fruit")),
 *                 CATEGORIES.select().join(tree, CATEGORIES.parent.eqKey(tree.id))))
 *         .list();
 * }</pre>
 */
public final class Cte {
    private final TableSource<?> table;
    private final String name;
    private final Select<?> rows;
    private final @Nullable Recursion recursion;
    private final @Nullable Boolean materialized;

    /**
     * What is added to the rows, as long as there are new ones.
     *
     * @param step selects from the table itself, which then has the rows that the previous step added
     * @param distinct whether a row that is there already is left out
     */
    public record Recursion(Select<?> step, boolean distinct) {}

    private Cte(TableSource<?> table, Select<?> rows, @Nullable Recursion recursion, @Nullable Boolean materialized) {
        String alias = table.alias();
        if (alias == null) {
            throw new IllegalArgumentException("a with-clause needs a name of its own for the rows of "
                    + table.definition() + ": take an alias, as in TABLE.as(\"name\")");
        }
        checkColumns(table, alias, rows);
        if (recursion != null) checkColumns(table, alias, recursion.step());
        this.table = table;
        this.name = alias;
        this.rows = rows;
        this.recursion = recursion;
        this.materialized = materialized;
    }

    /**
     * The rows of a select under the name of an alias.
     *
     * @throws IllegalArgumentException if the select has not as many columns as the table
     */
    public static Cte of(TableSource<?> alias, Select<?> rows) {
        return new Cte(alias, rows, null, null);
    }

    /** The rows of a table made of a query, once for the whole statement. */
    public static Cte of(QueryTable table) {
        return new Cte(table, table.rows(), null, null);
    }

    /**
     * The rows of {@code start}, those that {@code step} finds by means of them, those that it finds by means of these, and so
     * on. A circle in the rows never ends: see {@link #recursiveDistinct}.
     */
    public static Cte recursive(TableSource<?> alias, Select<?> start, Select<?> step) {
        return new Cte(alias, start, new Recursion(step, false), null);
    }

    /** The same, where a row that was found before is left out. */
    public static Cte recursiveDistinct(TableSource<?> alias, Select<?> start, Select<?> step) {
        return new Cte(alias, start, new Recursion(step, true), null);
    }

    /** Asks the database to make the rows once and keep them; where it cannot be asked, it decides. */
    public Cte materialized() {
        return new Cte(table, rows, recursion, true);
    }

    /** Asks the database to make the select a part of those that use it; where it cannot be asked, it decides. */
    public Cte notMaterialized() {
        return new Cte(table, rows, recursion, false);
    }

    public TableSource<?> table() {
        return table;
    }

    public String name() {
        return name;
    }

    public Select<?> rows() {
        return rows;
    }

    /** {@code null} if it does not refer to itself. */
    public @Nullable Recursion recursion() {
        return recursion;
    }

    /** {@code null} to let the database decide. */
    public @Nullable Boolean isMaterialized() {
        return materialized;
    }

    private static void checkColumns(TableSource<?> table, String name, Select<?> rows) {
        int wanted = table.definition().columns().size();
        int there = rows.clauses().columns().size();
        if (wanted != there) {
            throw new IllegalArgumentException(
                    "the rows of " + name + " have " + wanted + " columns, and a select for it has " + there + ": "
                            + rows.clauses().names());
        }
    }
}
