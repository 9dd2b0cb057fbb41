// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.Deferral;

/**
 * A {@code create table} as it was written: where in the SQL each part of it stands, and what it says. SQLite keeps the text,
 * and its pragmas tell little of it, so this is where checks, collations, expressions and the names of constraints come from;
 * and what a change of the table edits.
 *
 * @param name where the table's name stands, with its schema
 * @param body between the parentheses
 * @param options what follows them, in lower case: {@code strict}, {@code without rowid}
 */
record TableSql(String sql, Span name, Span body, List<Column> columns, List<Constraint> constraints, String options) {
    TableSql {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /** A piece of the SQL. */
    record Span(int start, int end) {
        String of(String sql) {
            return sql.substring(start, end);
        }
    }

    /**
     * @param all from its name to the end of its last constraint
     * @param nameSpan where its name stands
     * @param typeSpan where its type stands; of length 0 behind the name if it has none
     * @param type as it is written, with single spaces
     */
    record Column(String name, Span all, Span nameSpan, Span typeSpan, String type, List<Constraint> constraints) {
        Column {
            constraints = List.copyOf(constraints);
        }

        @Nullable
        Constraint constraint(ConstraintKind kind) {
            for (Constraint constraint : constraints) {
                if (constraint.kind == kind) return constraint;
            }
            return null;
        }
    }

    /** Which constraint it is. */
    enum ConstraintKind {
        PRIMARY_KEY,
        NOT_NULL,
        NULL,
        UNIQUE,
        CHECK,
        DEFAULT,
        COLLATE,
        REFERENCES,
        GENERATED
    }

    /**
     * A constraint of a column or of the table.
     *
     * @param all with its name
     * @param columns those of the table that it is over; of a constraint of a column its own
     * @param expression the condition, default or expression without its parentheses, or the collation; else empty
     * @param options what is written behind it, in lower case with single spaces: {@code autoincrement}, {@code stored}, {@code
     *     deferrable initially deferred}
     */
    record Constraint(
            ConstraintKind kind,
            @Nullable String name,
            Span all,
            List<String> columns,
            String expression,
            String options,
            @Nullable Reference reference) {
        Constraint {
            columns = List.copyOf(columns);
        }

        Deferral deferral() {
            if (!options.contains("deferrable") || options.contains("not deferrable")) return Deferral.NOT_DEFERRABLE;
            return options.contains("initially deferred") ? Deferral.INITIALLY_DEFERRED : Deferral.DEFERRABLE;
        }
    }

    /** What a foreign key refers to; without columns it is the parent's primary key. */
    record Reference(Span table, String parent, List<String> columns) {
        Reference {
            columns = List.copyOf(columns);
        }
    }

    @Nullable
    Column column(String wanted) {
        for (Column column : columns) {
            if (column.name.equalsIgnoreCase(wanted)) return column;
        }
        return null;
    }

    boolean isStrict() {
        return options.contains("strict");
    }

    boolean isWithoutRowid() {
        return options.contains("without rowid");
    }

    /** The constraints of a kind, of columns and of the table, in the order of the text. */
    List<Constraint> all(ConstraintKind kind) {
        return Stream.concat(columns.stream().flatMap(column -> column.constraints().stream()), constraints.stream())
                .filter(constraint -> constraint.kind() == kind)
                .toList();
    }
}
