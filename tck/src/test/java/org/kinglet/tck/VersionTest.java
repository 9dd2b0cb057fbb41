// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Pages.PAGES;
import static org.kinglet.tck.model.Tickets.TICKETS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.NoRowException;
import org.kinglet.StaleRowException;
import org.kinglet.Table;
import org.kinglet.tck.model.Page;
import org.kinglet.tck.model.Ticket;

/** Optimistic locking. */
class VersionTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PAGES, TICKETS};
    }

    @Test
    void eachUpdateCounts() {
        Page page = new Page("a");
        page.save();
        int first = page.version;
        page.text = "b";
        page.save();
        assertThat(page.version).isEqualTo(first + 1);
        assertThat(PAGES.getById(page.id).version).isEqualTo(first + 1);
        assertThat(page.save()).isZero();
        assertThat(page.version).isEqualTo(first + 1);
    }

    @Test
    void aSecondWriterIsToldThatItsRowIsStaleAndNothingIsLost() {
        Page mine = new Page("a");
        mine.save();
        Page theirs = PAGES.getById(mine.id);
        theirs.text = "theirs";
        theirs.save();
        mine.visits = 1;
        int version = mine.version;
        assertThatThrownBy(mine::save)
                .isInstanceOf(StaleRowException.class)
                .isInstanceOf(NoRowException.class)
                .hasMessageContainingAll("pages", "refresh");
        assertThat(mine.version).isEqualTo(version);
        assertThat(mine.dirtyColumns()).containsExactly(PAGES.visits);
        assertThat(PAGES.getById(mine.id).text).isEqualTo("theirs");
        mine.refresh();
        mine.visits = 1;
        assertThat(mine.save()).isEqualTo(1);
        assertThat(PAGES.getById(mine.id).text).isEqualTo("theirs");
    }

    @Test
    void deletingAStaleRowFailsToo() {
        Page mine = new Page("a");
        mine.save();
        Page theirs = PAGES.getById(mine.id);
        theirs.text = "theirs";
        theirs.save();
        assertThatThrownBy(mine::delete).isInstanceOf(StaleRowException.class);
        assertThat(mine.isPersisted()).isTrue();
        assertThat(theirs.delete()).isEqualTo(1);
        theirs.text = "late";
        assertThatThrownBy(() -> mine.refresh()).isInstanceOf(NoRowException.class);
    }

    @Test
    void aRowThatIsGoneIsStale() {
        Page page = new Page("a");
        page.save();
        PAGES.deleteById(page.id);
        page.text = "b";
        assertThatThrownBy(page::save).isInstanceOf(StaleRowException.class);
    }

    @Test
    void aRecordIsStaleAfterAnotherUpdate() {
        Ticket ticket = TICKETS.create(new Ticket(0, "a", 0));
        assertThat(db.update(new Ticket(ticket.id(), "b", ticket.version()))).isEqualTo(1);
        assertThat(TICKETS.getById(ticket.id())).isEqualTo(new Ticket(ticket.id(), "b", ticket.version() + 1));
        assertThatThrownBy(() -> db.update(new Ticket(ticket.id(), "c", ticket.version())))
                .isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() -> db.delete(ticket)).isInstanceOf(StaleRowException.class);
        assertThat(db.delete(TICKETS.getById(ticket.id()))).isEqualTo(1);
    }

    @Test
    void bulkUpdateChecksAndCountsTheVersionOfEachRow() {
        List<Page> pages = new ArrayList<>(List.of(new Page("a"), new Page("b"), new Page("c")));
        PAGES.bulkCreate(pages);
        pages.forEach(page -> page.visits++);
        assertThat(PAGES.bulkUpdate(pages, List.of(PAGES.visits))).isEqualTo(3);
        assertThat(pages).extracting(page -> page.version).containsOnly(1);
        assertThat(PAGES.select().list()).extracting(page -> page.version).containsOnly(1);
        Page theirs = PAGES.getById(pages.get(1).id);
        theirs.text = "theirs";
        theirs.save();
        pages.forEach(page -> page.visits++);
        assertThatThrownBy(() -> PAGES.bulkUpdate(pages, List.of(PAGES.visits))).isInstanceOf(StaleRowException.class);
        assertThat(PAGES.count(PAGES.visits.eq(2)))
                .as("nothing of a batch that failed")
                .isZero();
        assertThat(pages).extracting(page -> page.version).containsOnly(1);
    }

    @Test
    void aRollbackTakesTheVersionBack() {
        Page page = new Page("a");
        page.save();
        db.atomic(tx -> {
            page.text = "b";
            page.save();
            page.text = "c";
            page.save();
            assertThat(page.version).isEqualTo(2);
            tx.rollback();
        });
        assertThat(page.version).isZero();
        assertThat(page.save()).isEqualTo(1);
        assertThat(PAGES.getById(page.id).text).isEqualTo("c");
        assertThat(page.version).isEqualTo(1);
    }
}
