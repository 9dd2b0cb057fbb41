// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Dossiers.DOSSIERS;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.tck.model.Dossier;
import org.kinglet.tck.model.Dossier.Address;

/** JSON as text, records, classes and nodes: the same on every backend. */
class DocumentsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {DOSSIERS};
    }

    private static Dossier full() throws Exception {
        Dossier dossier = new Dossier();
        dossier.raw = "[1, \"zwei 🐦\", null, {\"a\": \"\\\"\\\\\"}]";
        dossier.address = new Address("Rue \"de l'Été\" \\ 5", null, List.of(1, -2));
        dossier.settings.theme = "dark";
        dossier.settings.loud = true;
        dossier.node = new ObjectMapper().readTree("{\"deep\": [[[15]]], \"text\": \"{\"}");
        dossier.byName = Map.of("x", List.of(new Address("s", "c", List.of())));
        dossier.numbers = new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
        dossier.words = Arrays.asList("", "a,b", null, "\"\\", "NULL", "🐦");
        return dossier;
    }

    private static void assertSame(Dossier read, Dossier saved) throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(read.raw)).isEqualTo(json.readTree(saved.raw));
        assertThat(read.node).isEqualTo(saved.node);
        assertThat(read)
                .usingRecursiveComparison()
                .comparingOnlyFields("address", "settings", "byName", "numbers", "words")
                .isEqualTo(saved);
    }

    @Test
    void whatIsSavedIsRead() throws Exception {
        for (Dossier saved : new Dossier[] {full(), new Dossier()}) {
            saved.save();
            assertSame(DOSSIERS.getById(saved.id), saved);
        }
    }

    @Test
    void inBulkAndReturned() throws Exception {
        for (Dossier saved : DOSSIERS.bulkCreate(List.of(full(), new Dossier(), full()))) {
            assertSame(DOSSIERS.getById(saved.id), saved);
        }
        List<Dossier> returned = DOSSIERS.update(DOSSIERS.words.set(List.of("new")), DOSSIERS.raw.set("[true]"))
                .all()
                .returning()
                .execute();
        assertThat(returned).hasSize(3).allSatisfy(dossier -> {
            assertThat(dossier.words).containsExactly("new");
            assertThat(dossier.raw).contains("true");
        });
    }

    @Test
    void aChangeInsideADocumentIsSaved() throws Exception {
        Dossier dossier = full();
        dossier.save();
        Dossier read = DOSSIERS.getById(dossier.id);
        assertThat(read.save()).isZero();
        read.settings.loud = false;
        read.numbers[1] = 7;
        assertThat(read.save()).isEqualTo(1);
        Dossier again = DOSSIERS.getById(dossier.id);
        assertThat(again.settings.loud).isFalse();
        assertThat(again.numbers[1]).isEqualTo(7);
        again.address = null;
        again.words = null;
        again.save();
        assertThat(DOSSIERS.getById(dossier.id).address).isNull();
        assertThat(DOSSIERS.getById(dossier.id).words).isNull();
    }
}
