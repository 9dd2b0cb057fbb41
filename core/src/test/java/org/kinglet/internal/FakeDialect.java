// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.query.Node;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/** As much of a dialect as transactions need. */
final class FakeDialect extends Dialect {
    private final boolean failureEndsTransaction;

    FakeDialect(boolean failureEndsTransaction) {
        this.failureEndsTransaction = failureEndsTransaction;
    }

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public int maxParameters() {
        return 10;
    }

    @Override
    public String columnType(TableDefinition table, ColumnDefinition column) {
        return "text";
    }

    @Override
    public String castType(SqlType type) {
        return "text";
    }

    @Override
    public String generatedKey(ColumnDefinition column) {
        return "key";
    }

    @Override
    public boolean reportsInsertedId() {
        return true;
    }

    @Override
    public String begin(@Nullable String isolation, boolean readOnly, boolean deferrable) {
        return "begin";
    }

    @Override
    public boolean cursorsNeedTransaction() {
        return false;
    }

    @Override
    public boolean failureEndsTransaction() {
        return failureEndsTransaction;
    }

    @Override
    public SchemaGrammar schema() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void match(Renderer to, Node.Match match) {}

    @Override
    protected void call(Renderer to, Node.Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void extract(Renderer to, Node.Extract extract) {}

    @Override
    protected void exists(Renderer to, TableDefinition table) {
        to.append("1 = 1");
    }
}
