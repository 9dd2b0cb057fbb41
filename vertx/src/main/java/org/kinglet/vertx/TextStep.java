// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.internal.QueryResultHandler;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.QueryCommandBase;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SQL of which only success or failure matters: {@code BEGIN}, {@code SAVEPOINT}, {@code ROLLBACK}, a probe. */
final class TextStep extends Step {
    private final String sql;
    private final SqlText.Kind kind;
    private final Consumer<@Nullable Throwable> then;

    /** @param then called with the failure, or {@code null} */
    TextStep(String sql, Consumer<@Nullable Throwable> then) {
        this.sql = sql;
        this.kind = SqlText.kind(sql);
        this.then = then;
    }

    @Override
    boolean startsAlone() {
        return true;
    }

    @Override
    void write(Wire wire, CompositeCommand out) {
        out.add(
                new SimpleQueryCommand<Void>(
                        sql, false, false, QueryCommandBase.NULL_COLLECTOR, QueryResultHandler.NOOP_HANDLER),
                (suspended, failure) -> wire.answered(this, failure));
    }

    @Override
    void answered(Wire wire, @Nullable Throwable failure) {
        wire.noteTransaction(kind, failure);
        then.accept(failure);
    }

    @Override
    void refused(Wire wire, Throwable failure) {
        then.accept(failure);
    }
}
