// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.query.Relation;
import org.kinglet.query.TableSource;

/** Exceptions that a test can tell apart. */
final class FakeHost implements Host {
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final FailureKind kind;

        Failed(DriverException failure) {
            super(failure.getMessage(), failure);
            kind = failure.kind();
        }
    }

    static final class Misused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Problem problem;

        Misused(Problem problem, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.problem = problem;
        }
    }

    @Override
    public RuntimeException failure(DriverException failure, @Nullable String sql) {
        return new Failed(failure);
    }

    @Override
    public RuntimeException problem(Problem problem, String message, @Nullable Throwable cause) {
        return new Misused(problem, message, cause);
    }

    @Override
    public boolean isRetryable(Throwable thrown) {
        return thrown instanceof Failed failed && failed.kind == FailureKind.SERIALIZATION;
    }

    @Override
    public boolean isUniqueViolation(Throwable thrown) {
        return thrown instanceof Failed failed && failed.kind == FailureKind.UNIQUE_VIOLATION;
    }

    @Override
    public Entities entities(List<TableSource<?>> tables, List<Relation<?, ?>> joined) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E, C> Link<E, C> link(Relation<E, C> relation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E, C> Rows<E, ?, C> rows(Relation<E, C> relation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E> @Nullable Consumer<? super E> afterLoad(TableSource<E> table) {
        return null;
    }

    @Override
    public <E> Object key(TableSource<E> table, E entity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E, C> List<Link<E, C>> links(TableSource<E> from, TableSource<C> to) {
        throw new UnsupportedOperationException();
    }
}
