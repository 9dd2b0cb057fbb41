// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.kinglet.SchemaCatalogue.Reference;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.SchemaRenderer;
import org.kinglet.driver.Command;
import org.kinglet.internal.Operation;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/**
 * Creating, dropping and emptying tables, in an order in which each finds what it refers to; in one transaction, where the
 * database can. Tables that refer to each other in a circle get the reference that goes ahead when both are there.
 */
final class SchemaOperations {
    private final Database database;

    SchemaOperations(Database database) {
        this.database = database;
    }

    Operation<Void> create(List<EntitySource<?>> sources) {
        List<TableDefinition> definitions = definitions(sources);
        return block(() -> {
            checkTemporary(definitions);
            together("create table", () -> createAll(definitions));
            SchemaRenderer renderer = renderer();
            for (TableDefinition table : definitions) {
                if (table.indexes().stream().anyMatch(IndexDefinition::concurrently))
                    send(renderer.concurrentIndexes(table));
            }
        });
    }

    private void createAll(List<TableDefinition> definitions) {
        SchemaRenderer renderer = renderer();
        SchemaCatalogue catalogue = new SchemaCatalogue(database);
        SchemaOrder order = new SchemaOrder(definitions);
        Map<TableDefinition, List<ForeignKeyDefinition>> later =
                grammar().hasForwardReferences() ? Map.of() : order.forward();
        for (String schema : SchemaCatalogue.schemas(definitions)) {
            if (!catalogue.hasSchema(schema)) send(List.of(grammar().createSchema(schema)));
        }
        List<TableDefinition> commented = order.tables().stream()
                .filter(table -> !renderer.comments(table).isEmpty())
                .toList();
        Set<TableDefinition> existing = catalogue.existing(commented);
        for (TableDefinition table : order.tables()) {
            send(renderer.create(table, later.getOrDefault(table, List.of())));
        }
        for (TableDefinition table : commented) {
            if (!existing.contains(table)) send(renderer.comments(table));
        }
        if (!later.isEmpty()) refer(later, catalogue.references(definitions));
        Set<TableDefinition> existingViews = catalogue.existing(order.views());
        for (TableDefinition view : order.views()) {
            if (existingViews.contains(view)) continue;
            send(renderer.create(view, List.of()));
            send(renderer.comments(view));
        }
    }

    private void refer(Map<TableDefinition, List<ForeignKeyDefinition>> later, Set<Reference> there) {
        later.forEach((table, foreignKeys) -> {
            for (ForeignKeyDefinition foreignKey : foreignKeys) {
                boolean missing = there.stream()
                        .noneMatch(other -> other.isOf(table) && Objects.equals(other.name(), foreignKey.name()));
                if (missing) send(List.of(renderer().addForeignKey(table, foreignKey)));
            }
        });
    }

    /** A table that the next statement would not find is worse than none. */
    private void checkTemporary(List<TableDefinition> definitions) {
        for (TableDefinition table : definitions) {
            if (table.temporary() && database.isOutside()) {
                throw new IllegalStateException("the temporary table " + table + " lives with the connection that makes"
                        + " it; create and use it within db.atomic(…) or a block of db.connect()");
            }
        }
    }

    Operation<Void> drop(List<EntitySource<?>> sources, DropBehavior behavior) {
        List<TableDefinition> definitions = definitions(sources);
        boolean cascade = behavior == DropBehavior.CASCADE;
        return block(() -> {
            boolean temporary = definitions.stream().allMatch(TableDefinition::temporary);
            together(temporary ? "drop temporary table" : "drop table", () -> dropAll(definitions, cascade));
        });
    }

    private void dropAll(List<TableDefinition> definitions, boolean cascade) {
        SchemaRenderer renderer = renderer();
        SchemaOrder order = new SchemaOrder(definitions);
        boolean circle = !order.forward().isEmpty();
        for (TableDefinition view : order.views().reversed()) send(List.of(renderer.drop(view)));
        List<TableDefinition> tables = order.tables().reversed();
        if (tables.isEmpty()) return;
        send(renderer.beforeDrop(tables));
        if (grammar().dropsTogether() && (circle || cascade)) {
            send(List.of(renderer.drop(tables, cascade)));
            return;
        }
        if (!grammar().hasForwardReferences() && (circle || cascade)) dropReferences(tables, cascade);
        if (circle) send(grammar().beforeCircle());
        for (TableDefinition table : tables) send(List.of(renderer.drop(List.of(table), cascade)));
        if (circle) send(grammar().afterCircle());
    }

    /** Those that the tables have; with {@code cascade} also those that others have to them. */
    private void dropReferences(List<TableDefinition> tables, boolean cascade) {
        Set<Reference> distinct = new SchemaCatalogue(database).references(tables);
        for (Reference reference : distinct) {
            boolean own = tables.stream().anyMatch(reference::isOf);
            boolean pointing = cascade && tables.stream().anyMatch(reference::isTo);
            String name = reference.name();
            if ((own || pointing) && name != null)
                send(List.of(grammar().dropForeignKey(reference.schema(), reference.table(), name)));
        }
    }

    Operation<Void> truncate(List<Table<?, ?>> tables, TruncateOptions options) {
        List<TableDefinition> definitions = definitions(tables);
        return block(() -> {
            boolean changes = options.restartsIdentity();
            together(changes ? "alter table" : "delete", () -> truncateAll(definitions, options));
        });
    }

    private void truncateAll(List<TableDefinition> definitions, TruncateOptions options) {
        List<TableDefinition> all =
                options.cascades() && !grammar().truncateCascades() ? withReferring(definitions) : definitions;
        SchemaOrder order = new SchemaOrder(all);
        if (order.tables().isEmpty()) return;
        boolean circle = !order.forward().isEmpty();
        if (circle) send(grammar().beforeCircle());
        send(grammar().truncate(order.tables().reversed(), options.restartsIdentity(), options.cascades()));
        if (circle) send(grammar().afterCircle());
    }

    /** These tables and all that refer to them, of which the program may know nothing but that. */
    private List<TableDefinition> withReferring(List<TableDefinition> definitions) {
        Set<Reference> references = new SchemaCatalogue(database).references(definitions);
        List<TableDefinition> all = new ArrayList<>(definitions);
        for (int i = 0; i < all.size(); i++) {
            TableDefinition parent = all.get(i);
            for (Reference reference : references) {
                if (reference.isTo(parent) && all.stream().noneMatch(reference::isOf))
                    all.add(unknown(reference, references));
            }
        }
        return all;
    }

    private static TableDefinition unknown(Reference table, Set<Reference> references) {
        TableDefinition.Builder unknown = TableDefinition.table(table.table());
        String schema = table.schema();
        if (schema != null) unknown.schema(schema);
        for (Reference reference : references) {
            if (!Objects.equals(reference.schema(), schema)
                    || !reference.table().equals(table.table())) continue;
            unknown.foreignKey(new ForeignKeyDefinition(
                    List.of(),
                    reference.parentSchema(),
                    reference.parent(),
                    List.of(),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION));
        }
        return unknown.build();
    }

    Operation<Boolean> exists(EntitySource<?> source) {
        TableDefinition definition = source.definition();
        return new Operation.Block<>(() ->
                !new SchemaCatalogue(database).existing(List.of(definition)).isEmpty());
    }

    Operation<Void> createSequences(List<Sequence> sequences) {
        List<String> statements = sequences.stream()
                .map(sequence -> grammar().createSequence(sequence.definition()))
                .toList();
        return block(() -> together("create sequence", () -> send(statements)));
    }

    Operation<Void> dropSequences(List<Sequence> sequences) {
        List<String> statements = sequences.stream()
                .map(sequence -> grammar().dropSequence(sequence.definition()))
                .toList();
        return block(() -> together("drop sequence", () -> send(statements)));
    }

    Operation<Void> refresh(EntityView<?> view, boolean concurrently) {
        String sql = grammar().refreshView(view.definition(), concurrently);
        return block(() -> send(List.of(sql)));
    }

    /** These, and the tables made for the pairs of theirs that nobody names. */
    static Set<EntitySource<?>> withPairs(Collection<? extends EntitySource<?>> sources) {
        Set<EntitySource<?>> all = new LinkedHashSet<>(sources);
        Set<EntitySource<?>> given = new HashSet<>(sources);
        for (EntitySource<?> source : sources) {
            if (!(source instanceof Table<?, ?> table)) continue;
            for (ToMany<?, ?> relation : table.collections()) {
                if (relation instanceof HasManyThrough<?, ?> pairs
                        && pairs.isGenerated()
                        && given.contains(pairs.target())) {
                    all.add(pairs.through());
                }
            }
        }
        return all;
    }

    private static List<TableDefinition> definitions(List<? extends EntitySource<?>> sources) {
        return withPairs(sources).stream()
                .<TableDefinition>map(EntitySource::definition)
                .toList();
    }

    private SchemaRenderer renderer() {
        return new SchemaRenderer(database.engine().dialect());
    }

    private SchemaGrammar grammar() {
        return database.engine().dialect().schema();
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Operation<Void> block(Runnable body) {
        return new Operation.Block<>(() -> {
            body.run();
            return null;
        });
    }

    /**
     * In one transaction; but where such statements commit by themselves a transaction around them would be a lie, and
     * within one they are refused.
     */
    private void together(String kind, Runnable body) {
        if (database.engine().dialect().commitsTransaction(kind)) {
            body.run();
            return;
        }
        database.inTransaction(() -> {
            body.run();
            return true;
        });
    }

    private void send(List<String> statements) {
        for (String sql : statements) {
            database.run(new Operation.Single<>(Command.exclusive(sql), null, (rows, channel) -> rows));
        }
    }
}
