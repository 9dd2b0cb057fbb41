// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SqlToken;
import org.kinglet.sqlite.TableSql.Column;
import org.kinglet.sqlite.TableSql.Constraint;
import org.kinglet.sqlite.TableSql.ConstraintKind;
import org.kinglet.sqlite.TableSql.Reference;
import org.kinglet.sqlite.TableSql.Span;

/** Reads a {@code create table} that SQLite has accepted, by SQLite's grammar. */
final class TableSqlParser {
    /** What ends the type of a column. */
    private static final Set<String> CONSTRAINTS = Set.of(
            "constraint",
            "primary",
            "not",
            "null",
            "unique",
            "check",
            "default",
            "collate",
            "references",
            "generated",
            "as");

    private final String sql;
    private final List<SqlToken> tokens;
    private int at;

    private TableSqlParser(String sql) {
        this.sql = sql;
        this.tokens = SqlToken.of(sql);
    }

    /** @throws IllegalArgumentException if it is no {@code create table} with columns */
    static TableSql parse(String sql) {
        return new TableSqlParser(sql).table();
    }

    private TableSql table() {
        expect("create");
        if (isWord("temp") || isWord("temporary")) at++;
        expect("table");
        if (isWord("if")) at += 3;
        int start = next().start();
        at++;
        if (isSign(".")) at += 2;
        Span name = new Span(start, before().end());
        if (!isSign("(")) throw fails("(");
        int bodyStart = next().end();
        at++;
        List<Column> columns = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        while (!isSign(")")) {
            Constraint constraint = tableConstraint();
            if (constraint != null) constraints.add(constraint);
            else columns.add(column());
            if (isSign(",")) at++;
        }
        Span body = new Span(bodyStart, next().start());
        at++;
        StringBuilder options = new StringBuilder();
        for (; at < tokens.size(); at++) options.append(lower(next())).append(' ');
        return new TableSql(sql, name, body, columns, constraints, options.toString());
    }

    private Column column() {
        SqlToken name = next();
        at++;
        StringBuilder type = new StringBuilder();
        int typeStart = name.end();
        int typeEnd = name.end();
        while (!isEnd() && !isConstraint()) {
            SqlToken token = next();
            if (typeEnd == name.end()) typeStart = token.start();
            int from = token.start();
            if (isSign("(")) skipParentheses();
            else at++;
            if (!type.isEmpty() && !token.isSign("(")) type.append(' ');
            type.append(sql, from, before().end());
            typeEnd = before().end();
        }
        List<Constraint> constraints = new ArrayList<>();
        while (!isEnd()) constraints.add(columnConstraint(name.text()));
        return new Column(
                name.text(),
                new Span(name.start(), before().end()),
                new Span(name.start(), name.end()),
                new Span(typeStart, typeEnd),
                type.toString(),
                constraints);
    }

    private boolean isConstraint() {
        return next().kind() == SqlToken.Kind.WORD && CONSTRAINTS.contains(lower(next()));
    }

    private Constraint columnConstraint(String column) {
        int start = next().start();
        String name = constraintName();
        List<String> own = List.of(column);
        SqlToken word = next();
        at++;
        return switch (lower(word)) {
            case "primary" -> {
                at++;
                yield constraint(ConstraintKind.PRIMARY_KEY, name, start, own, "", null);
            }
            case "not" -> {
                if (isWord("null")) {
                    at++;
                    yield constraint(ConstraintKind.NOT_NULL, name, start, own, "", null);
                }
                throw fails("null");
            }
            case "null" -> constraint(ConstraintKind.NULL, name, start, own, "", null);
            case "unique" -> constraint(ConstraintKind.UNIQUE, name, start, own, "", null);
            case "check" -> constraint(ConstraintKind.CHECK, name, start, own, inParentheses(), null);
            case "default" -> constraint(ConstraintKind.DEFAULT, name, start, own, defaultValue(), null);
            case "collate" -> {
                String collation = next().text();
                at++;
                yield constraint(ConstraintKind.COLLATE, name, start, own, collation, null);
            }
            case "references" -> constraint(ConstraintKind.REFERENCES, name, start, own, "", reference());
            case "generated" -> {
                at += 2;
                yield constraint(ConstraintKind.GENERATED, name, start, own, inParentheses(), null);
            }
            case "as" -> constraint(ConstraintKind.GENERATED, name, start, own, inParentheses(), null);
            default -> throw fails("a constraint");
        };
    }

    /** Null if a column begins here. */
    private @Nullable Constraint tableConstraint() {
        if (next().kind() != SqlToken.Kind.WORD) return null;
        switch (lower(next())) {
            case "constraint", "primary", "unique", "check", "foreign" -> {}
            default -> {
                return null;
            }
        }
        int start = next().start();
        String name = constraintName();
        SqlToken word = next();
        at++;
        return switch (lower(word)) {
            case "primary" -> {
                at++;
                yield constraint(ConstraintKind.PRIMARY_KEY, name, start, names(), "", null);
            }
            case "unique" -> constraint(ConstraintKind.UNIQUE, name, start, names(), "", null);
            case "check" -> constraint(ConstraintKind.CHECK, name, start, List.of(), inParentheses(), null);
            case "foreign" -> {
                at++;
                List<String> columns = names();
                expect("references");
                yield constraint(ConstraintKind.REFERENCES, name, start, columns, "", reference());
            }
            default -> throw fails("a constraint");
        };
    }

    private @Nullable String constraintName() {
        if (!isWord("constraint")) return null;
        String name = tokens.get(at + 1).text();
        at += 2;
        return name;
    }

    /** With all that belongs to it and is no constraint by itself. */
    private Constraint constraint(
            ConstraintKind kind,
            @Nullable String name,
            int start,
            List<String> columns,
            String expression,
            @Nullable Reference reference) {
        StringBuilder options = new StringBuilder();
        while (!isEnd() && isOption()) {
            if (!options.isEmpty()) options.append(' ');
            options.append(lower(next()));
            at++;
        }
        return new Constraint(
                kind, name, new Span(start, before().end()), columns, expression, options.toString(), reference);
    }

    /** {@code not} begins an option only before {@code deferrable}, and {@code null} ends one only behind {@code set}. */
    private boolean isOption() {
        SqlToken token = next();
        if (token.kind() != SqlToken.Kind.WORD) return before().isWord("match");
        return switch (lower(token)) {
            case "constraint", "primary", "unique", "check", "collate", "references", "generated", "as" -> false;
            case "default", "null" -> before().isWord("set");
            case "not" -> at + 1 < tokens.size() && tokens.get(at + 1).isWord("deferrable");
            default -> true;
        };
    }

    private Reference reference() {
        SqlToken parent = next();
        at++;
        List<String> columns = isSign("(") ? names() : List.of();
        return new Reference(new Span(parent.start(), parent.end()), parent.text(), columns);
    }

    /** An expression in parentheses, a literal with or without a sign, or a word. */
    private String defaultValue() {
        if (isSign("(")) return inParentheses();
        int start = next().start();
        if (isSign("-") || isSign("+")) at++;
        at++;
        return sql.substring(start, before().end());
    }

    /** What is between the parentheses that begin here. */
    private String inParentheses() {
        if (!isSign("(")) throw fails("(");
        int start = next().end();
        skipParentheses();
        return sql.substring(start, before().start()).strip();
    }

    /** The first token of each element of a list; {@code autoincrement}, collations and orders are left out. */
    private List<String> names() {
        if (!isSign("(")) throw fails("(");
        int depth = 0;
        List<String> names = new ArrayList<>();
        boolean first = true;
        do {
            SqlToken token = next();
            at++;
            if (token.isSign("(")) depth++;
            else if (token.isSign(")")) depth--;
            else if (token.isSign(",") && depth == 1) first = true;
            else if (first) {
                names.add(token.text());
                first = false;
            }
        } while (depth > 0);
        return names;
    }

    private void skipParentheses() {
        int depth = 0;
        do {
            if (isSign("(")) depth++;
            if (isSign(")")) depth--;
            at++;
        } while (depth > 0);
    }

    private boolean isEnd() {
        return isSign(",") || isSign(")");
    }

    private SqlToken next() {
        if (at >= tokens.size()) throw fails("more");
        return tokens.get(at);
    }

    private SqlToken before() {
        return tokens.get(at - 1);
    }

    private boolean isWord(String word) {
        return at < tokens.size() && tokens.get(at).isWord(word);
    }

    private boolean isSign(String sign) {
        return next().isSign(sign);
    }

    private void expect(String word) {
        if (!isWord(word)) throw fails(word);
        at++;
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException fails(String expected) {
        int position = at < tokens.size() ? tokens.get(at).start() : sql.length();
        return new IllegalArgumentException(
                "no table of SQLite: " + expected + " expected at " + position + ": " + sql);
    }
}
