// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * The table between the two sides of a {@code ManyToMany}, as one of them sees it.
 *
 * @param names those of the entity whose rows are the pairs
 * @param near the field of that entity which refers to the side that is looked from
 * @param far the field which refers to the other side
 * @param made what the processor writes as that entity; {@code null} if the program has written it
 */
record PairTable(
        TableNames names, String near, String far, @Nullable Made made) {
    /**
     * An entity of nothing but two references.
     *
     * @param entity what it is called
     * @param writer the entity on whose behalf it is written
     * @param field the field of that; the other direction only uses it
     */
    record Made(ClassName entity, TypeElement writer, String field, Side first, Side second) {}

    /**
     * @param field what the reference is called
     * @param entity what it refers to
     */
    record Side(String field, TypeElement entity) {}

    /** As the other side sees it. */
    PairTable turned() {
        return new PairTable(names, /* near= */ far, /* far= */ near, made);
    }
}
