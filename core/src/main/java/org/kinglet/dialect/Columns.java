// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written for the columns of a select.
 *
 * @param wanted which of them
 * @param names of the columns in the result; {@code null} for those that they have
 */
record Columns(Wanted wanted, @Nullable List<String> names) {
    /** Who needs the columns. */
    enum Wanted {
        /** The driver, which cannot read every type as it is. */
        BY_DRIVER,
        /** The rest of the statement. */
        BY_STATEMENT,
        /** The steps of a recursion, whose rows must fit. */
        BY_RECURSION,
        /** Nobody: it matters only which rows there are. */
        BY_NOBODY
    }

    static final Columns OF_DRIVER = new Columns(Wanted.BY_DRIVER, null);
    static final Columns OF_STATEMENT = new Columns(Wanted.BY_STATEMENT, null);
    static final Columns OF_RECURSION = new Columns(Wanted.BY_RECURSION, null);
    static final Columns NONE = new Columns(Wanted.BY_NOBODY, null);

    static Columns named(List<String> names) {
        return new Columns(Wanted.BY_STATEMENT, names);
    }

    Columns withNames(List<String> newNames) {
        return new Columns(wanted, newNames);
    }
}
