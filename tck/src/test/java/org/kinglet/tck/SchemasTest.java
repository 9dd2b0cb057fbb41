// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.OldLines.OLD_LINES;
import static org.kinglet.tck.model.OldOrders.OLD_ORDERS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.TruncateOptions;
import org.kinglet.sqlite.SqliteSettings;
import org.kinglet.tck.model.Stock.OldLine;
import org.kinglet.tck.model.Stock.OldOrder;

/** Tables of another schema: of PostgreSQL, a database of MySQL, an attached file of SQLite. */
class SchemasTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {OLD_LINES, OLD_ORDERS};
    }

    @Override
    Database open() {
        if (target.isServer()) return target.builder().open();
        String url = target.newUrl();
        String file = target == TestDatabase.SQLITE_MEMORY
                ? ":memory:"
                : url.substring("sqlite:".length()).replace("test.db", "archive.db");
        return Database.builder(url)
                .settings(SqliteSettings.defaults().attach("archive", file))
                .open();
    }

    @AfterEach
    void dropSchema() {
        db.dropTables(tables());
        if (target.isServer()) db.sql("drop schema archive");
    }

    private static OldLine line(String what) {
        OldOrder order = new OldOrder();
        order.year = 1999;
        order.save();
        OldLine line = new OldLine();
        line.order = Ref.to(order);
        line.what = what;
        line.save();
        return line;
    }

    @Test
    void allStatementsNameIt() {
        OldLine line = line("lamp");
        db.createTables(tables());
        assertThat(OLD_LINES.getById(line.id).order.get().year).isEqualTo(1999);
        assertThat(OLD_LINES
                        .select()
                        .join(OLD_LINES.order)
                        .where(OLD_ORDERS.year.eq(1999))
                        .list())
                .hasSize(1);
        line.what = "desk";
        line.save();
        OLD_LINES.bulkUpdate(List.of(line), List.of(OLD_LINES.what));
        OLD_LINES.update(OLD_LINES.what.set("bed")).all().execute();
        assertThat(OLD_LINES.select(OLD_LINES.what).scalar(String.class)).isEqualTo("bed");
        assertThatThrownBy(() -> line("bed"))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
        assertThatThrownBy(() -> OLD_ORDERS.deleteById(line.order.get().id))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        assertThat(OLD_LINES.delete().all().execute()).isEqualTo(1);
    }

    @Test
    void existenceAndTruncateMeanIt() {
        line("lamp");
        assertThat(OLD_ORDERS.tableExists()).isTrue();
        OLD_ORDERS.truncate(TruncateOptions.defaults().cascade());
        assertThat(OLD_LINES.exists() || OLD_ORDERS.exists()).isFalse();
        assertThat(db.tableExists(USERS)).isFalse();
        db.dropTables(tables());
        assertThat(OLD_ORDERS.tableExists()).isFalse();
    }
}
