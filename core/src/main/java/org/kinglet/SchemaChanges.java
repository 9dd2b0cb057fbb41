// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinglet.dialect.Alterations;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.internal.Blocks;
import org.kinglet.internal.Level;
import org.kinglet.internal.Operation;
import org.kinglet.query.RawSql;
import org.kinglet.query.Row;
import org.kinglet.schema.TableChange;

/** Runs statements that change tables: all or none of them, where the database can do that. */
final class SchemaChanges {
    /** PostgreSQL makes such an index outside of any transaction. */
    private static final Pattern CONCURRENT = Pattern.compile("create (unique )?index concurrently ");

    private SchemaChanges() {}

    static void run(Manager manager, List<String> statements) {
        if (statements.isEmpty()) return;
        if (statements.stream().anyMatch(manager.engine().dialect()::commitsTransaction)) {
            send(manager, statements);
            return;
        }
        List<String> together = new ArrayList<>(statements);
        together.removeIf(sql -> CONCURRENT.matcher(sql).lookingAt());
        List<String> alone = new ArrayList<>(statements);
        alone.removeAll(together);
        inTransaction(manager, together);
        send(manager, alone);
    }

    private static void inTransaction(Manager manager, List<String> statements) {
        Alterations alterations = manager.engine().dialect().alterations();
        if (!alterations.needsForeignKeysOff(statements)) {
            manager.inTransaction(() -> {
                send(manager, statements);
                return true;
            });
            return;
        }
        boolean nested = manager.channel() instanceof Level;
        if (nested) refuseIfForeignKeysAreOn(manager, alterations);
        Blocks.Options options = nested ? Blocks.Options.DEFAULT : Blocks.Options.ALTERING;
        Blocks.run(manager.engine(), manager.channel(), Blocks.Kind.ATOMIC, options, level -> {
            Set<String> before = broken(manager, alterations);
            send(manager, statements);
            Set<String> after = broken(manager, alterations);
            after.removeAll(before);
            if (!after.isEmpty()) {
                throw new IntegrityException(
                        new DriverException(
                                FailureKind.FOREIGN_KEY_VIOLATION,
                                "the change of the tables was undone: it would leave rows whose parents are not there,"
                                        + " of which the first are "
                                        + after.stream().limit(3).toList()),
                        null);
            }
            return true;
        });
    }

    private static void refuseIfForeignKeysAreOn(Manager manager, Alterations alterations) {
        String query = alterations.foreignKeysOn();
        if (query == null) return;
        Long on = manager.execute(RawSql.of(query)).scalar(Long.class);
        if (on != null && on != 0) {
            throw new TransactionException(
                    "this change makes the table anew, for which foreign keys must be off, and that cannot be said within a"
                            + " transaction; change the schema outside of atomic(…), where it is a transaction of its own",
                    null);
        }
    }

    private static Set<String> broken(Manager manager, Alterations alterations) {
        Set<String> broken = new HashSet<>();
        String query = alterations.foreignKeyCheck();
        if (query == null) return broken;
        for (Row row : manager.execute(RawSql.of(query))) broken.add(String.valueOf(row.toMap()));
        return broken;
    }

    private static void send(Manager manager, List<String> statements) {
        for (String sql : statements) {
            manager.run(new Operation.Single<>(Command.exclusive(sql), null, (rows, channel) -> rows));
        }
    }

    /** Fails if a new column would leave rows without a value that they must have. */
    static void checkFilled(Manager manager, List<Alterations.Plan> plans) {
        for (Alterations.Plan plan : plans) {
            for (TableChange change : plan.changes()) {
                if (change instanceof TableChange.AddColumn add && add.needsFill() && hasRows(manager, plan)) {
                    throw new IllegalStateException(
                            "column " + add.column().name() + " is not null and has no default,"
                                    + " and the table " + plan.live().name()
                                    + " has rows; say what they get: fill(column, sql)"
                                    + " of a difference, addColumn(column, sql) of an alteration, or @Column(defaultValue = …)");
                }
            }
        }
    }

    private static boolean hasRows(Manager manager, Alterations.Plan plan) {
        String sql = "select exists (select 1 from "
                + manager.engine().dialect().alterations().name(plan.live()) + ") as yes";
        return Boolean.TRUE.equals(manager.execute(RawSql.of(sql)).scalar(Boolean.class));
    }
}
