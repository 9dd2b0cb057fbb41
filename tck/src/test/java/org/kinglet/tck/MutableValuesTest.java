// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Attachments.ATTACHMENTS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.tck.model.Attachment;
import org.kinglet.tck.model.User;

/** Values that are changed in place, and values that the database keeps less exactly than Java. */
class MutableValuesTest extends DatabaseTest {
    private static final Instant NANOS = Instant.parse("2024-05-06T07:08:09.123456789Z");
    private static final Instant MICROS = Instant.parse("2024-05-06T07:08:09.123456Z");

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {ATTACHMENTS, USERS, TWEETS};
    }

    @Test
    void bytesThatWereChangedInPlaceAreDirty() {
        Attachment attachment = new Attachment();
        attachment.content = new byte[] {1, 2, 3};
        attachment.save();
        attachment.content[1] = 9;
        assertThat(attachment.dirtyColumns()).containsExactly(ATTACHMENTS.content);
        assertThat(attachment.save()).isEqualTo(1);
        assertThat(ATTACHMENTS.getById(attachment.id).content).containsExactly(1, 9, 3);
    }

    @Test
    void bytesThatWereReadAndChangedInPlaceAreDirty() {
        ATTACHMENTS.create(ATTACHMENTS.content.set(new byte[] {1, 2, 3}));
        Attachment read = ATTACHMENTS.get();
        assertThat(read.dirtyColumns()).isEmpty();
        read.content[0] = 7;
        assertThat(read.save()).isEqualTo(1);
        assertThat(ATTACHMENTS.get().content).containsExactly(7, 2, 3);
    }

    @Test
    void otherBytesWithTheSameContentAreNoChange() {
        Attachment attachment = new Attachment();
        attachment.content = new byte[] {1, 2, 3};
        attachment.save();
        attachment.content = new byte[] {1, 2, 3};
        assertThat(attachment.dirtyColumns()).isEmpty();
        assertThat(attachment.save()).isZero();
    }

    @Test
    void timesAreCutToMicrosecondsInTheEntityWhenItIsSaved() {
        Attachment attachment = new Attachment();
        attachment.stored = NANOS;
        attachment.sent = OffsetDateTime.ofInstant(NANOS, ZoneOffset.ofHours(5));
        attachment.save();
        assertThat(attachment.stored).isEqualTo(MICROS);
        assertThat(attachment.sent).isEqualTo(MICROS.atOffset(ZoneOffset.UTC));
        Attachment read = ATTACHMENTS.getById(attachment.id);
        assertThat(read.stored).isEqualTo(attachment.stored);
        assertThat(read.sent).isEqualTo(attachment.sent);
        assertThat(attachment.dirtyColumns()).isEmpty();
        attachment.stored = NANOS.plusSeconds(1);
        attachment.save();
        assertThat(attachment.stored).isEqualTo(MICROS.plusSeconds(1));
    }

    @Test
    void timesAreCutInEveryWayToWrite() {
        Attachment one = ATTACHMENTS.create(ATTACHMENTS.stored.set(NANOS));
        assertThat(one.stored).isEqualTo(MICROS);
        ATTACHMENTS.update(ATTACHMENTS.stored.set(NANOS.plusSeconds(1))).all().execute();
        assertThat(ATTACHMENTS.get().stored).isEqualTo(MICROS.plusSeconds(1));
        Attachment bulk = new Attachment();
        bulk.stored = NANOS;
        ATTACHMENTS.bulkCreate(List.of(bulk));
        assertThat(bulk.stored).isEqualTo(MICROS);
        bulk.stored = NANOS.plusSeconds(2);
        ATTACHMENTS.bulkUpdate(List.of(bulk), List.of(ATTACHMENTS.stored));
        assertThat(bulk.stored).isEqualTo(MICROS.plusSeconds(2));
        assertThat(ATTACHMENTS.getById(bulk.id).stored).isEqualTo(MICROS.plusSeconds(2));
    }

    @Test
    void aConditionIsCutLikeTheColumn() {
        ATTACHMENTS.create(ATTACHMENTS.stored.set(NANOS));
        assertThat(ATTACHMENTS.exists(ATTACHMENTS.stored.eq(NANOS))).isTrue();
        assertThat(ATTACHMENTS.exists(ATTACHMENTS.stored.eq(MICROS))).isTrue();
        assertThat(ATTACHMENTS.exists(ATTACHMENTS.stored.lt(MICROS))).isFalse();
    }

    @Test
    void aTransientFieldIsNeitherStoredNorForgotten() {
        Attachment attachment = new Attachment();
        attachment.note = "mine";
        attachment.save();
        attachment.refresh();
        assertThat(attachment.note).isEqualTo("mine");
        assertThat(ATTACHMENTS.getById(attachment.id).note).isEqualTo("not stored");
    }

    @Test
    void emptyBytesAreNotNull() {
        Attachment attachment = new Attachment();
        attachment.checksum = new byte[0];
        attachment.save();
        assertThat(ATTACHMENTS.getById(attachment.id).checksum).isEmpty();
        assertThat(ATTACHMENTS.count(ATTACHMENTS.checksum.isNull())).isZero();
        attachment.checksum = null;
        assertThat(attachment.save()).isEqualTo(1);
        assertThat(ATTACHMENTS.getById(attachment.id).checksum).isNull();
    }

    @Test
    void nullIsWrittenOverAValueAndFoundByIsNull() {
        User user = USERS.create(USERS.username.set("huey"), USERS.bio.set("cat"));
        user.bio = null;
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.get(USERS.bio.isNull())).isEqualTo(user);
        assertThat(USERS.exists(USERS.bio.isNotNull())).isFalse();
    }
}
