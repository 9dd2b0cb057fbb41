// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Blocks;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Host;
import org.kinglet.internal.Keys;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Requests;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Insert;
import org.kinglet.query.Join;
import org.kinglet.query.Request;
import org.kinglet.query.Select;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * The rows of a table between two others: which goes with which. Seen from one of the two sides; from the other it is another
 * of these.
 *
 * @param <R> the rows
 * @param <E> what it is seen from
 * @param <T> what that goes with
 */
final class Pairs<R, E, T> {
    private final Supplier<? extends ForeignKey<R, E, ?>> near;
    private final Supplier<? extends ForeignKey<R, T, ?>> far;

    /** By suppliers, so that classes may refer to each other and be initialized in any order. */
    Pairs(Supplier<? extends ForeignKey<R, E, ?>> near, Supplier<? extends ForeignKey<R, T, ?>> far) {
        this.near = near;
        this.far = far;
    }

    Table<R, ?> table() {
        return near.get().table();
    }

    Table<T, ?> target() {
        return far.get().target();
    }

    Select<T> of(E owner) {
        ForeignKey<R, T, ?> foreignKey = far.get();
        return target().select()
                .join(table(), foreignKey.on(target()))
                .where(near.get().eq(owner));
    }

    List<Join> joins(TableSource<E> source, Join.Kind kind, TableSource<T> targetAlias) {
        Table<R, ?> plain = table();
        String alias = targetAlias.alias();
        TableSource<R> through = alias == null
                ? plain
                : plain.as(alias + "_" + plain.definition().name());
        return List.of(
                new Join(kind, through, near.get().from(through).on(source)),
                new Join(kind, targetAlias, far.get().from(through).on(targetAlias)));
    }

    Host.Rows<E, R, T> rows(HasManyThrough<E, T> relation) {
        return rows(relation, near.get(), far.get());
    }

    private static <R, E, T, K> Host.Rows<E, R, T> rows(
            HasManyThrough<E, T> relation, ForeignKey<R, E, K> near, ForeignKey<R, T, ?> far) {
        return new ThroughLink<>(relation, near, far);
    }

    // Writing

    /** Adds the pairs that are not there; gives their number. */
    Operation<Integer> add(E owner, Collection<? extends T> targets) {
        Map<Object, T> wanted = byKey(targets);
        if (wanted.isEmpty()) return new Operation.Done<>(0);
        checkInsertable();
        Assignment<R> ofOwner = near.get().set(owner);
        return new Operation.Steps<>(channel -> {
            boolean oneStatement = isUnique()
                    && (wanted.size() == 1 || channel.engine().dialect().hasOnConflict());
            if (oneStatement) return insert(channel, ofOwner, wanted.values());
            return atomically(channel, level -> {
                Map<Object, T> missing = new LinkedHashMap<>(wanted);
                missing.keySet().removeAll(present(level, owner, wanted.keySet()));
                return insert(level, ofOwner, missing.values());
            });
        });
    }

    /** Removes the pairs that are there; gives their number. */
    Operation<Integer> remove(E owner, Collection<? extends T> targets) {
        Set<Object> keys = byKey(targets).keySet();
        if (keys.isEmpty()) return new Operation.Done<>(0);
        Condition ofOwner = near.get().eq(owner);
        return new Operation.Steps<>(channel -> delete(channel, ofOwner, keys));
    }

    /** Removes all pairs of the owner; gives their number. */
    Operation<Integer> clear(E owner) {
        Statement<Integer> delete = table().delete().where(near.get().eq(owner));
        return new Operation.Steps<>(channel -> execute(channel, delete));
    }

    /** Leaves the owner with these pairs; gives how many were added or removed. The rows of those that stay are not touched. */
    Operation<Integer> set(E owner, Collection<? extends T> targets) {
        Map<Object, T> missing = byKey(targets);
        if (missing.isEmpty()) return clear(owner);
        Condition ofOwner = near.get().eq(owner);
        Assignment<R> toOwner = near.get().set(owner);
        return new Operation.Steps<>(channel -> atomically(channel, level -> {
            Set<Object> surplus = keys(level, table().select().where(ofOwner));
            Set<Object> present = new HashSet<>(surplus);
            surplus.removeAll(missing.keySet());
            missing.keySet().removeAll(present);
            int removed = surplus.isEmpty() ? 0 : delete(level, ofOwner, surplus);
            if (missing.isEmpty()) return removed;
            checkInsertable();
            return removed + insert(level, toOwner, missing.values());
        }));
    }

    /** Each once, in order. */
    List<T> distinct(Collection<? extends T> targets) {
        return List.copyOf(byKey(targets).values());
    }

    List<T> without(Collection<? extends T> targets, Collection<? extends T> removed) {
        Map<Object, T> left = byKey(targets);
        left.keySet().removeAll(byKey(removed).keySet());
        return List.copyOf(left.values());
    }

    private Map<Object, T> byKey(Collection<? extends T> targets) {
        Table<T, ?> table = target();
        Map<Object, T> byKey = new LinkedHashMap<>();
        for (T target : targets) byKey.putIfAbsent(table.savedKey(target), target);
        return byKey;
    }

    private int insert(Channel channel, Assignment<R> ofOwner, Collection<T> targets) {
        if (targets.isEmpty()) return 0;
        ForeignKey<R, T, ?> foreignKey = far.get();
        List<List<Assignment<R>>> rows = new ArrayList<>();
        for (T target : targets) rows.add(List.of(ofOwner, foreignKey.set(target)));
        Insert<R> insert = table().insertMany(rows);
        return execute(channel, isUnique() ? insert.onConflictDoNothing() : insert);
    }

    private int delete(Channel channel, Condition ofOwner, Set<Object> keys) {
        List<List<Object>> parts = parts(channel, keys);
        if (parts.size() == 1) return execute(channel, table().delete().where(ofOwner, among(keys)));
        return atomically(channel, level -> {
            int rows = 0;
            for (List<Object> part : parts)
                rows += execute(level, table().delete().where(ofOwner, among(part)));
            return rows;
        });
    }

    /** Those of the keys that the owner has pairs with. */
    private Set<Object> present(Channel channel, E owner, Set<Object> keys) {
        Select<R> ofOwner = table().select().where(near.get().eq(owner));
        Set<Object> present = new HashSet<>();
        for (List<Object> part : parts(channel, keys)) present.addAll(keys(channel, ofOwner.where(among(part))));
        return present;
    }

    private Set<Object> keys(Channel channel, Select<R> pairs) {
        ForeignKey<R, T, ?> foreignKey = far.get();
        Set<Object> keys = new LinkedHashSet<>();
        for (R pair : execute(channel, pairs)) {
            Object key = foreignKey.key(foreignKey.of(pair));
            if (key != null) keys.add(key);
        }
        return keys;
    }

    private List<List<Object>> parts(Channel channel, Set<Object> keys) {
        return Keys.writtenParts(channel.engine().dialect(), far.get().columns(), keys);
    }

    private Condition among(Collection<Object> keys) {
        return among(far.get(), keys);
    }

    @SuppressWarnings("unchecked") // keys of the target
    private static <R, T, K> Condition among(ForeignKey<R, T, K> far, Collection<Object> keys) {
        return far.inKeys((Collection<K>) keys);
    }

    private static <X> X execute(Channel channel, Statement<X> statement) {
        return Requests.operation(channel.engine(), new Request.Execute<>(statement))
                .run(channel);
    }

    private static int atomically(Channel channel, Blocks.Body<Integer, RuntimeException> body) {
        return Blocks.run(channel.engine(), channel, Blocks.Kind.ATOMIC, Blocks.Options.DEFAULT, body);
    }

    // What the table allows

    /** Whether the database sees to it that a pair is there once at most. */
    private boolean isUnique() {
        TableDefinition definition = table().definition();
        Set<String> pair = columns();
        if (pair.equals(Set.copyOf(definition.primaryKey()))) return true;
        return definition.uniqueKeys().stream().anyMatch(columns -> pair.equals(Set.copyOf(columns)));
    }

    private Set<String> columns() {
        Set<String> names = new HashSet<>();
        near.get().columns().forEach(column -> names.add(column.name()));
        far.get().columns().forEach(column -> names.add(column.name()));
        return names;
    }

    /** A row can be made of nothing but the pair if all else has a default. */
    private void checkInsertable() {
        Table<R, ?> table = table();
        List<ColumnDefinition> columns = table.definition().columns();
        @Nullable Object @Nullable [] defaults = table.defaults();
        Set<String> pair = columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            boolean given = pair.contains(column.name())
                    || column.nullable()
                    || column.generated()
                    || !column.isWritten()
                    || column.defaultValue() != null
                    || defaults != null && defaults[i] != null;
            if (given) continue;
            String name = table.entityClass().getSimpleName();
            throw new UnsupportedOperationException(
                    "a row of " + table + " cannot be made of a pair alone, since " + name + "." + column.property()
                            + " has no default: create the " + name + " itself, or give it one");
        }
    }
}
