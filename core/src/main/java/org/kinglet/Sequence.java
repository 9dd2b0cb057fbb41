// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.query.Functions;
import org.kinglet.query.NumberExpression;
import org.kinglet.schema.SequenceDefinition;

/**
 * Numbers that a database counts, each given once, however many ask for one. Of PostgreSQL and MariaDB. Made by {@link #of}
 * and the methods that each return a changed copy; {@link Database#createSequences} creates it.
 */
public final class Sequence {
    private final SequenceDefinition definition;

    private Sequence(SequenceDefinition definition) {
        this.definition = definition;
    }

    /** One that counts from 1. */
    public static Sequence of(String name) {
        return new Sequence(SequenceDefinition.of(name));
    }

    /** In a schema other than the database's own. */
    public Sequence in(String schema) {
        return with(schema, definition.start(), definition.increment(), definition.maximum(), definition.cycle());
    }

    /** The first number. */
    public Sequence startingWith(long start) {
        return with(definition.schema(), start, definition.increment(), definition.maximum(), definition.cycle());
    }

    /**
     * From one number to the next.
     *
     * @throws IllegalArgumentException for 0
     */
    public Sequence incrementedBy(long increment) {
        return with(definition.schema(), definition.start(), increment, definition.maximum(), definition.cycle());
    }

    /** The last number, after which there is none any more. */
    public Sequence upTo(long maximum) {
        return with(definition.schema(), definition.start(), definition.increment(), maximum, definition.cycle());
    }

    /** After the last number, it begins again with the lowest. */
    public Sequence cycling() {
        return with(definition.schema(), definition.start(), definition.increment(), definition.maximum(), true);
    }

    private Sequence with(@Nullable String schema, long start, long increment, @Nullable Long maximum, boolean cycle) {
        // Databases take 1 and -1 for the first number, unless they are told.
        Long least = increment > 0 ? Long.valueOf(Math.min(start, 1)) : null;
        Long most = increment < 0 && maximum == null ? Long.valueOf(Math.max(start, -1)) : maximum;
        return new Sequence(new SequenceDefinition(schema, definition.name(), start, increment, least, most, cycle));
    }

    /** The next number, anew for each row and each execution. */
    public NumberExpression<Long> next() {
        return Functions.nextValue(definition);
    }

    /** What it is called and how it counts. */
    public SequenceDefinition definition() {
        return definition;
    }

    @Override
    public String toString() {
        String schema = definition.schema();
        return schema == null ? definition.name() : schema + "." + definition.name();
    }
}
