// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import org.kinglet.schema.SequenceDefinition;
import org.kinglet.schema.TableDefinition;

/** What MariaDB does in another way than MySQL when it makes tables. */
final class MariaDbSchema extends MysqlSchema {
    MariaDbSchema(MariaDbDialect dialect) {
        super(dialect);
    }

    /** Only of temporary tables: to make another would end the transaction. */
    @Override
    public boolean hasIndexesInTable(TableDefinition table) {
        return table.temporary();
    }

    @Override
    protected boolean hasNotNullComputed() {
        return false;
    }

    @Override
    boolean isMariaDb() {
        return true;
    }

    @Override
    boolean hasExpressions() {
        return false;
    }

    @Override
    public String createSequence(SequenceDefinition sequence) {
        return standardSequence(sequence);
    }

    @Override
    public String dropSequence(SequenceDefinition sequence) {
        return "drop sequence if exists " + quoted(sequence.schema(), sequence.name());
    }

    @Override
    public String nextValue(SequenceDefinition sequence) {
        return "nextval(" + quoted(sequence.schema(), sequence.name()) + ")";
    }
}
