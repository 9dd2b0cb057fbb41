// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.internal.Host;
import org.kinglet.query.Load;
import org.kinglet.query.Relation;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/** What the engine is given of this package: its exceptions, and its entities. */
final class DatabaseHost implements Host {
    private final Database database;

    DatabaseHost(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    @Override
    public RuntimeException failure(DriverException failure, @Nullable String sql) {
        return exception(failure, sql);
    }

    static RuntimeException exception(DriverException failure, @Nullable String sql) {
        return switch (failure.kind()) {
            case UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION, NOT_NULL_VIOLATION, CHECK_VIOLATION, OTHER_INTEGRITY ->
                new IntegrityException(failure, sql);
            case SERIALIZATION, DEADLOCK -> new SerializationFailureException(failure, sql);
            case LOCK_TIMEOUT -> new LockTimeoutException(failure, sql);
            case CANCELLED -> new StatementCancelledException(failure, sql);
            case TIMEOUT -> new StatementTimeoutException(failure, sql);
            case CONNECTION, AUTHENTICATION -> new ConnectionException(failure, sql);
            case COMMIT_UNKNOWN -> new CommitOutcomeUnknownException(failure, sql);
            case POOL_TIMEOUT -> new PoolTimeoutException(failure, sql);
            case POOL_CLOSED -> new DatabaseClosedException(String.valueOf(failure.getMessage()));
            case PROGRAMMING -> new ProgrammingException(failure, sql);
            case DATA -> new DataException(failure, sql);
            case UNSUPPORTED -> new UnsupportedException(failure, sql);
            case TRANSACTION_FAILED, READ_ONLY, RESOURCES, CORRUPT, OTHER -> new OperationalException(failure, sql);
        };
    }

    @Override
    public RuntimeException problem(Problem problem, String message, @Nullable Throwable cause) {
        return switch (problem) {
            case NO_ROW -> new NoRowException(message);
            case TOO_MANY_ROWS -> new TooManyRowsException(message);
            case CLOSED -> new DatabaseClosedException(message);
            case BLOCKING_CALL -> new BlockingCallException(message);
            case TRANSACTION -> new TransactionException(message, cause);
            case TRANSACTION_ENDED -> new TransactionEndedException(message, cause);
            case AFTER_COMMIT -> new AfterCommitException(message, cause);
        };
    }

    /** Also when it was passed on by a future; but not if the transaction was, or may have been, committed. */
    @Override
    public boolean isRetryable(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AfterCommitException || cause instanceof CommitOutcomeUnknownException) return false;
            if (cause instanceof SerializationFailureException || cause instanceof LockTimeoutException) return true;
        }
        return false;
    }

    @Override
    public boolean isUniqueViolation(Throwable thrown) {
        return thrown instanceof IntegrityException violation && violation.isUniqueViolation();
    }

    @Override
    public Entities entities(List<TableSource<?>> tables, List<Relation<?, ?>> joined) {
        ResultContext context = new ResultContext(database, tables, joined);
        return new Entities() {
            @Override
            public <E> EntityReader<E> reader(TableSource<E> table) {
                EntitySource<E> entities = source(table);
                return (row, first) -> entities.map(row, first, context);
            }
        };
    }

    private static <E> EntitySource<E> source(TableSource<E> source) {
        return (EntitySource<E>) source;
    }

    private static <E> Table<E, ?> table(TableSource<E> source) {
        return (Table<E, ?>) source;
    }

    @Override
    public <E> @Nullable Consumer<? super E> afterLoad(TableSource<E> table) {
        Hooks<E> hooks = source(table).hooks();
        if (hooks == null || hooks.afterLoad().isEmpty()) return null;
        return entity -> Hooks.run(hooks.afterLoad(), entity);
    }

    @Override
    public <E> Object key(TableSource<E> table, E entity) {
        return Objects.requireNonNull(table(table).key(entity), "a row without a key");
    }

    @Override
    public <E, C> Link<E, C> link(Relation<E, C> relation) {
        return switch (relation) {
            case ForeignKey<E, C, ?> foreignKey -> new ReferenceLink<>(foreignKey, true);
            case HasMany<E, C> collection -> CollectionLink.of(collection);
            default -> throw new IllegalArgumentException(relation + " cannot be loaded");
        };
    }

    @Override
    public <E, C> Rows<E, ?, C> rows(Relation<E, C> relation) {
        return relation instanceof HasManyThrough<E, C> through
                ? through.pairs().rows(through)
                : new TargetRows<>(relation.target(), link(relation));
    }

    /** The rows that the relation leads to. */
    private record TargetRows<E, C>(TableSource<C> table, Link<E, C> link) implements Rows<E, C, C> {
        @Override
        public Select<C> select(List<Load<C, ?>> related) {
            return Select.from(table).withRelated(related);
        }

        @Override
        public List<C> partners(E owner) {
            return link.attached(owner);
        }
    }

    @Override
    public <E, C> List<Link<E, C>> links(TableSource<E> from, TableSource<C> to) {
        Table<E, ?> owners = Table.of(table(from).entityClass());
        List<Link<E, C>> links = new ArrayList<>();
        for (Relation<E, ?> collection : owners.collections()) addIfTo(to, collection, links);
        if (!links.isEmpty()) return links;
        for (Relation<E, ?> reference : owners.references()) addIfTo(to, reference, links);
        return links;
    }

    @SuppressWarnings("unchecked") // it leads to the same table
    private <E, C> void addIfTo(TableSource<C> to, Relation<E, ?> relation, List<Link<E, C>> links) {
        if (relation instanceof HasManyThrough<?, ?> || relation.target().definition() != to.definition()) return;
        Relation<E, C> typed = (Relation<E, C>) relation;
        links.add(typed instanceof ForeignKey<E, C, ?> reference ? new ReferenceLink<>(reference, false) : link(typed));
    }
}
