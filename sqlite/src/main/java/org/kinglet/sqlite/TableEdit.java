// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SqlNormalForm;
import org.kinglet.dialect.SqlToken;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.TableChange;
import org.kinglet.sqlite.TableSql.Constraint;
import org.kinglet.sqlite.TableSql.ConstraintKind;

/** The text of a table on its way to another one: its columns and constraints as pieces, and how its rows are copied. */
final class TableEdit {
    private final TableSql table;
    private final UnaryOperator<String> quote;
    private final Function<ColumnDefinition, String> render;
    private final List<Column> columns = new ArrayList<>();
    private final List<Piece> constraints = new ArrayList<>();

    private @Nullable String options;

    /** A column, and by {@code value} what the new table gets for it; null if it computes it. */
    private static final class Column {
        final String name;
        final String text;
        String type;
        final List<Piece> pieces = new ArrayList<>();

        @Nullable
        String value;

        Column(String name, String text, String type, @Nullable String value) {
            this.name = name;
            this.text = text;
            this.type = type;
            this.value = value;
        }
    }

    private record Piece(@Nullable Constraint constraint, String sql) {
        boolean is(ConstraintKind kind) {
            return constraint != null && constraint.kind() == kind;
        }
    }

    TableEdit(TableSql table, UnaryOperator<String> quote, Function<ColumnDefinition, String> render) {
        this.table = table;
        this.quote = quote;
        this.render = render;
        for (TableSql.Column column : table.columns()) {
            columns.add(column(
                    table.sql(),
                    column,
                    column.constraint(ConstraintKind.GENERATED) == null ? quote.apply(column.name()) : null));
        }
        for (Constraint constraint : table.constraints()) {
            constraints.add(new Piece(constraint, constraint.all().of(table.sql())));
        }
    }

    private static Column column(String sql, TableSql.Column parsed, @Nullable String value) {
        Column column = new Column(parsed.name(), parsed.nameSpan().of(sql), parsed.type(), value);
        for (Constraint constraint : parsed.constraints()) {
            column.pieces.add(new Piece(constraint, constraint.all().of(sql)));
        }
        return column;
    }

    // What has been changed

    String body() {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            StringBuilder sql = new StringBuilder(column.text);
            if (!column.type.isEmpty()) sql.append(' ').append(column.type);
            for (Piece piece : column.pieces) sql.append(' ').append(piece.sql());
            parts.add(sql.toString());
        }
        for (Piece piece : constraints) parts.add(piece.sql());
        return String.join(", ", parts);
    }

    /** What follows the body, with commas as they were. */
    String options() {
        String changed = options;
        if (changed != null) return changed;
        return table.sql().substring(table.body().end() + 1);
    }

    /** The columns into which rows are copied. */
    List<String> targets() {
        return columns.stream()
                .filter(column -> column.value != null)
                .map(column -> quote.apply(column.name))
                .toList();
    }

    /** What is copied into them. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            if (column.value != null) values.add(column.value);
        }
        return values;
    }

    boolean countsForEver() {
        return columns.stream()
                .flatMap(column -> column.pieces.stream())
                .anyMatch(piece -> piece.is(ConstraintKind.PRIMARY_KEY)
                        && piece.sql().toLowerCase(Locale.ROOT).contains("autoincrement"));
    }

    // Changes

    void apply(TableChange change) {
        switch (change) {
            case TableChange.AddColumn add -> add(add);
            case TableChange.DropColumn drop -> columns.remove(find(drop.name()));
            case TableChange.SetType set -> {
                Column column = find(set.column().name());
                Column wanted = rendered(set.column());
                column.type = wanted.type;
                replace(column, wanted, EnumSet.of(ConstraintKind.COLLATE));
            }
            case TableChange.SetNullability set -> {
                Column column = find(set.column().name());
                replace(column, rendered(set.column()), EnumSet.of(ConstraintKind.NOT_NULL, ConstraintKind.NULL));
            }
            case TableChange.SetDefault set -> {
                Column column = find(set.column().name());
                replace(column, rendered(set.column()), EnumSet.of(ConstraintKind.DEFAULT));
            }
            case TableChange.SetStorage set -> options = SqliteSchema.options(set.storage());
            case TableChange.SetPrimaryKey set -> {
                removeAll(piece -> piece.is(ConstraintKind.PRIMARY_KEY));
                constraints.add(new Piece(null, "primary key " + names(set.columns())));
            }
            case TableChange.AddUnique add ->
                constraints.add(new Piece(
                        null,
                        "constraint " + quote.apply(add.unique().name()) + " unique "
                                + names(add.unique().columns())));
            case TableChange.DropIndex drop ->
                remove(
                        piece -> piece.is(ConstraintKind.UNIQUE)
                                && isOver(piece, drop.index().columns()),
                        drop.index().name());
            case TableChange.AddCheck add ->
                constraints.add(new Piece(
                        null,
                        "constraint " + quote.apply(add.check().name()) + " check ("
                                + add.check().condition() + ")"));
            case TableChange.DropCheck drop ->
                remove(piece -> isCheck(piece, drop.check()), drop.check().condition());
            case TableChange.AddForeignKey add ->
                constraints.add(new Piece(null, ForeignKeySql.of(add.foreignKey(), quote)));
            case TableChange.DropForeignKey drop ->
                remove(
                        piece -> isForeignKey(piece, drop.foreignKey()),
                        drop.foreignKey().columns().toString());
            default -> throw new IllegalArgumentException("SQLite does not do this by a new table: " + change);
        }
    }

    private void add(TableChange.AddColumn add) {
        Column column = rendered(add.column());
        String fill = add.fill();
        if (fill == null && add.column().defaultValue() != null)
            fill = add.column().defaultValue();
        column.value = add.column().computation() != null || fill == null ? null : "(" + fill + ")";
        columns.add(column);
    }

    private Column rendered(ColumnDefinition definition) {
        String sql = "create table t (" + render.apply(definition) + ")";
        return column(sql, TableSqlParser.parse(sql).columns().getFirst(), null);
    }

    private static void replace(Column column, Column wanted, Set<ConstraintKind> kinds) {
        column.pieces.removeIf(piece -> kinds.stream().anyMatch(piece::is));
        for (Piece piece : wanted.pieces) {
            if (kinds.stream().anyMatch(piece::is)) column.pieces.add(piece);
        }
    }

    private void removeAll(Predicate<Piece> which) {
        for (Column column : columns) column.pieces.removeIf(which);
        constraints.removeIf(which);
    }

    /** The first one only: there may be two that say the same. */
    private void remove(Predicate<Piece> which, String what) {
        for (Column column : columns) {
            for (Piece piece : column.pieces) {
                if (which.test(piece)) {
                    column.pieces.remove(piece);
                    return;
                }
            }
        }
        for (Piece piece : constraints) {
            if (which.test(piece)) {
                constraints.remove(piece);
                return;
            }
        }
        throw new IllegalArgumentException("the definition of the table does not have " + what);
    }

    private static boolean isOver(Piece piece, List<String> names) {
        return piece.constraint() != null && sameNames(piece.constraint().columns(), names);
    }

    private static boolean isCheck(Piece piece, LiveCheck check) {
        Constraint constraint = piece.constraint();
        if (constraint == null || constraint.kind() != ConstraintKind.CHECK) return false;
        return SqlNormalForm.of(constraint.expression(), false).equals(SqlNormalForm.of(check.condition(), false));
    }

    private static boolean isForeignKey(Piece piece, LiveForeignKey foreignKey) {
        Constraint constraint = piece.constraint();
        return constraint != null
                && constraint.reference() != null
                && constraint.reference().parent().equalsIgnoreCase(foreignKey.parentTable())
                && sameNames(constraint.columns(), foreignKey.columns());
    }

    private static boolean sameNames(List<String> names, List<String> others) {
        if (names.size() != others.size()) return false;
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equalsIgnoreCase(others.get(i))) return false;
        }
        return true;
    }

    private Column find(String name) {
        for (Column column : columns) {
            if (column.name.equalsIgnoreCase(name)) return column;
        }
        throw new IllegalArgumentException("the table has no column " + name);
    }

    private String names(List<String> names) {
        return "(" + String.join(", ", names.stream().map(quote).toList()) + ")";
    }

    // SQL

    /** Whether it is one literal, with or without a sign. */
    static boolean isLiteral(String sql) {
        List<SqlToken> tokens = SqlToken.of(sql);
        int at = tokens.size() == 2
                        && (tokens.getFirst().isSign("-") || tokens.getFirst().isSign("+"))
                ? 1
                : 0;
        if (tokens.size() != at + 1) return false;
        return switch (tokens.get(at).kind()) {
            case STRING, SPECIAL_STRING, NUMBER -> true;
            case WORD -> tokens.get(at).isWord("true") || tokens.get(at).isWord("false");
            default -> false;
        };
    }

    /** A {@code create index} or {@code create trigger}, in which what is made gets a schema. */
    static String inSchema(String sql, String schema) {
        List<SqlToken> tokens = SqlToken.of(sql);
        for (int i = 1; i < tokens.size(); i++) {
            if (!tokens.get(i).isWord("index") && !tokens.get(i).isWord("trigger")) continue;
            int name = tokens.get(i + 1).isWord("if") ? i + 4 : i + 1;
            int start = tokens.get(name).start();
            return sql.substring(0, start) + schema + "." + sql.substring(start);
        }
        return sql;
    }
}
