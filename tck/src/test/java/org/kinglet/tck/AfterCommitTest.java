// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.AfterCommitException;
import org.kinglet.Transaction;
import org.kinglet.tck.model.User;

class AfterCommitTest extends TaskTest {
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void runInTheirOrderOnceTheOutermostBlockHasCommitted() {
        db.atomic(tx -> {
            tx.afterCommit(() -> ran.add("first"));
            db.atomic(nested -> nested.afterCommit(() -> ran.add("nested")));
            tx.afterCommit(() -> ran.add("last"));
            create("a");
            assertThat(ran).isEmpty();
        });
        assertThat(ran).containsExactly("first", "nested", "last");
    }

    @Test
    void runWhenTheConnectionIsBackAndOutsideTheTransaction() {
        db.atomic(tx -> {
            create("a");
            tx.afterCommit(() -> {
                ran.add("in use " + db.stats().inUse());
                db.transaction(() -> create("b")); // outermost
            });
        });
        assertThat(ran).containsExactly("in use 0");
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void areDroppedWithTheLevelThatIsRolledBack() {
        db.atomic(tx -> {
            tx.afterCommit(() -> ran.add("outer"));
            assertThatThrownBy(() -> db.atomic(nested -> {
                        nested.afterCommit(() -> ran.add("never"));
                        db.atomic(innermost -> innermost.afterCommit(() -> ran.add("never")));
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            db.atomic(nested -> {
                nested.afterCommit(() -> ran.add("never"));
                nested.rollback();
                nested.afterCommit(() -> ran.add("after the rollback"));
            });
        });
        assertThat(ran).containsExactly("outer", "after the rollback");
        assertThatThrownBy(() -> db.atomic(tx -> {
                    tx.afterCommit(() -> ran.add("never"));
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(ran).hasSize(2);
    }

    @Test
    void whatWasCommittedByHandRunsEvenIfTheRestIsRolledBack() {
        assertThatThrownBy(() -> db.atomic(tx -> {
                    create("a");
                    tx.afterCommit(() -> ran.add("committed"));
                    tx.commit();
                    assertThat(ran).as("the connection is not back yet").isEmpty();
                    tx.afterCommit(() -> ran.add("never"));
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(ran).containsExactly("committed");
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void oneThatThrowsStopsNoOtherAndSaysThatTheCommitStands() {
        Undo first = new Undo();
        Undo second = new Undo();
        assertThatThrownBy(() -> db.atomic(tx -> {
                    create("a");
                    tx.afterCommit(() -> {
                        throw first;
                    });
                    tx.afterCommit(() -> ran.add("second"));
                    tx.afterCommit(() -> {
                        throw second;
                    });
                    tx.afterCommit(() -> ran.add("last"));
                }))
                .isInstanceOf(AfterCommitException.class)
                .hasMessageContaining("committed")
                .hasCause(first)
                .hasSuppressedException(second);
        assertThat(ran).containsExactly("second", "last");
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void handlesHaveThemToo() throws Exception {
        try (Transaction tx = db.begin()) {
            create("a");
            tx.afterCommit(() -> ran.add("begin " + db.stats().inUse()));
            tx.commit();
        }
        Transaction handle = await(db.beginAsync());
        await(handle.createAsync(new User("b")));
        handle.afterCommit(() -> ran.add("beginAsync " + db.stats().inUse()));
        await(handle.commitAsync());
        assertThat(ran).containsExactly("begin 0", "beginAsync 0");
        Transaction failing = await(db.beginAsync());
        failing.afterCommit(() -> {
            throw new Undo();
        });
        await(failing.createAsync(new User("c")));
        assertThatThrownBy(() -> await(failing.commitAsync())).cause().isInstanceOf(AfterCommitException.class);
        Transaction undone = await(db.beginAsync());
        undone.afterCommit(() -> ran.add("never"));
        await(undone.rollbackAsync());
        assertThat(ran).hasSize(2);
        assertThat(stored()).containsExactly("a", "b", "c");
    }

    @Test
    void aBlockThatSentNothingHasThemToo() {
        db.atomic(tx -> tx.afterCommit(() -> ran.add("empty")));
        assertThat(ran).containsExactly("empty");
    }
}
