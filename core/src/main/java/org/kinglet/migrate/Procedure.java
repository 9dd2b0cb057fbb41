// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.List;
import org.kinglet.dialect.Dialect;

/** One direction of a step: a script, or code. */
sealed interface Procedure {
    /** Of which no database can undo the beginning once it commits changes of the schema by itself. */
    String CHANGE_OF_SCHEMA = "create table t (c integer)";

    /** For messages. */
    String label();

    /** Whether all of it is in one transaction, with its record. */
    boolean isInTransaction(Dialect dialect);

    /** What it sends, as far as that is known. */
    List<String> sql();

    /** A file. */
    record Script(String label, List<ScriptStatement> statements, boolean wantsTransaction) implements Procedure {
        @Override
        public boolean isInTransaction(Dialect dialect) {
            return wantsTransaction
                    && statements.stream().noneMatch(statement -> dialect.commitsTransaction(statement.sql()));
        }

        @Override
        public List<String> sql() {
            return statements.stream().map(ScriptStatement::sql).toList();
        }
    }

    /** A method. */
    record Code(String label, StepAction action, boolean wantsTransaction) implements Procedure {
        @Override
        public boolean isInTransaction(Dialect dialect) {
            return wantsTransaction && !dialect.commitsTransaction(CHANGE_OF_SCHEMA);
        }

        @Override
        public List<String> sql() {
            return List.of();
        }
    }
}
