// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Condition;
import org.kinglet.query.Load;
import org.kinglet.query.Relation;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/** What this package needs of the one above it: its exceptions, and entities made of rows. */
public interface Host {
    /** The exception for what a driver reported, made where the caller waits. */
    RuntimeException failure(DriverException failure, @Nullable String sql);

    RuntimeException problem(Problem problem, String message, @Nullable Throwable cause);

    /** Whether a transaction that failed with this may be tried again. */
    boolean isRetryable(Throwable thrown);

    /** Whether a statement failed because there is a row with the same key or unique values. */
    boolean isUniqueViolation(Throwable thrown);

    /**
     * Reads the entities of one result, which belong to this database from then on.
     *
     * @param tables those whose entities are in it, each as often as it is read
     * @param joined the references whose rows are in it, each as often as it was followed
     */
    Entities entities(List<TableSource<?>> tables, List<Relation<?, ?>> joined);

    /** What is to be called for each entity of the table that was read; null for nothing. */
    <E> @Nullable Consumer<? super E> afterLoad(TableSource<E> table);

    /** The key of an entity that was read. */
    <E> Object key(TableSource<E> table, E entity);

    /** How the rows of a relation find each other. */
    <E, C> Link<E, C> link(Relation<E, C> relation);

    /** What is read to load the rows of a relation. */
    <E, C> Rows<E, ?, C> rows(Relation<E, C> relation);

    /**
     * How rows of one table find rows of another: the collections from the one to the other or, if there are none, the
     * references, of which some may be in vain.
     */
    <E, C> List<Link<E, C>> links(TableSource<E> from, TableSource<C> to);

    /** The entities of one result. */
    interface Entities {
        <E> EntityReader<E> reader(TableSource<E> table);
    }

    /** Reads the entity in the columns from {@code first} on. */
    interface EntityReader<E> {
        E read(RowReader row, int first);
    }

    /**
     * A relation in memory.
     *
     * @param <E> the entity it starts from
     * @param <C> the entity it leads to
     */
    interface Link<E, C> {
        /** By what its partners are found; null if it can have none. */
        @Nullable
        Object key(E owner);

        /** The same as the partner has it; null if it has no owner. */
        @Nullable
        Object ownerKey(C partner);

        /** The columns of the partners' table that hold it. */
        List<ColumnDefinition> ownerColumns();

        /** The rows of the partners' table, or of an alias of it, that belong to owners with these keys. */
        Condition among(TableSource<C> table, Collection<?> keys);

        /** From now on, these are the partners. */
        void attach(E owner, List<C> partners);

        /** The partners that were attached. */
        List<C> attached(E owner);
    }

    /**
     * The rows that are read to load a relation: those it leads to, or those of a table between that refer to them.
     *
     * @param <R> the rows that are read
     */
    interface Rows<E, R, C> {
        TableSource<R> table();

        /** How owners find them. */
        Link<E, R> link();

        /** The partners that an entity has got by them. */
        List<C> partners(E owner);

        /** All of them, with what is related to the partners. The partners have the name of their table. */
        Select<R> select(List<Load<C, ?>> related);
    }

    /** What can go wrong that no driver reports. */
    enum Problem {
        NO_ROW,
        TOO_MANY_ROWS,
        CLOSED,
        BLOCKING_CALL,
        TRANSACTION,
        TRANSACTION_ENDED,
        AFTER_COMMIT
    }
}
