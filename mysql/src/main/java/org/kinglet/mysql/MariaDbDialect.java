// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.time.Duration;
import java.util.List;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.BulkUpdate;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.Write;
import org.kinglet.query.Node;
import org.kinglet.query.RowLock;
import org.kinglet.query.Select;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** What MariaDB does in another way than MySQL. */
final class MariaDbDialect extends MysqlDialect {
    /**
     * @param maxPacket the server's {@code max_allowed_packet}
     * @param generatedKeyStep the server's {@code auto_increment_increment}
     */
    MariaDbDialect(long maxPacket, int generatedKeyStep) {
        super("utf8mb4_nopad_bin", maxPacket, generatedKeyStep);
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public List<String> scriptNames() {
        return List.of("mariadb", "mysql");
    }

    @Override
    public Catalog catalog() {
        return new MariaDbCatalog(collation());
    }

    @Override
    public Alterations alterations() {
        return new MysqlAlterations(this, true);
    }

    @Override
    public boolean hasReturning(Write write) {
        return write != Write.UPDATE;
    }

    @Override
    protected BulkUpdate bulkUpdate() {
        return BulkUpdate.JOIN_VALUES;
    }

    @Override
    public int maxUpdatedRows() {
        return Integer.MAX_VALUE;
    }

    /** Later versions read the table that they write; none lets a table that was put aside refer to the statement's. */
    @Override
    protected void selectOfWritten(Renderer to, Select<?> select) {
        to.plainSelect(select);
    }

    @Override
    public SchemaGrammar schema() {
        return new MariaDbSchema(this);
    }

    @Override
    protected void call(Renderer to, Node.Call call) {
        MysqlFunctions.write(to, call, true);
    }

    @Override
    boolean putsAside() {
        return false;
    }

    @Override
    protected void aggregate(Renderer to, Node.Aggregate aggregate) {
        MariaDbWindows.render(this, to, aggregate);
    }

    @Override
    void timeInFrame(Renderer to, Duration time) {
        throw new UnsupportedOperationException(
                "MariaDB has no ranges of times; order the window by a number, such as the seconds since an instant");
    }

    /** There is a rollup, but nothing that tells its rows from others. */
    @Override
    protected void function(Renderer to, Node.Function function) {
        if (function.name().equals("grouping")) {
            throw new UnsupportedOperationException("MariaDB has no grouping(…); group by what is never null, so that"
                    + " a null tells the rows of the rollup");
        }
        super.function(to, function);
    }

    /** JSON documents are text here. */
    @Override
    public String castType(SqlType type) {
        return type == SqlType.JSON ? "char" : super.castType(type);
    }

    @Override
    boolean comparesJson() {
        return false;
    }

    @Override
    String jsonPlaceholder() {
        return "?";
    }

    @Override
    protected void selected(StringBuilder sql, int start, ColumnType type) {}

    @Override
    protected boolean hasLateral() {
        return false;
    }

    /** The rows of all tables: it cannot be said of which. */
    @Override
    protected void lock(Renderer to, RowLock lock) {
        to.append(lock.strength() == RowLock.Strength.UPDATE ? " for update" : " lock in share mode")
                .append(conflict(lock));
    }
}
