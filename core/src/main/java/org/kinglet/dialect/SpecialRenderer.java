// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import org.kinglet.query.Node;

/** Writes what only one database has, for that one. */
final class SpecialRenderer {
    private static final String PLACE = "{}";

    private SpecialRenderer() {}

    static void write(Renderer to, Node.Special special) {
        String database = to.dialect().name();
        if (!database.equals(special.database())) {
            throw new UnsupportedOperationException(database + " has no " + special.what());
        }
        int start = 0;
        for (Node argument : special.arguments()) {
            int place = special.template().indexOf(PLACE, start);
            to.append(special.template().substring(start, place)).render(argument);
            start = place + PLACE.length();
        }
        to.append(special.template().substring(start));
    }
}
