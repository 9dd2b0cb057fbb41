// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * What the entities of one result have in common: the database they came from. Generated code passes it on to the
 * references and collections of the entity it has read.
 */
public final class ResultContext {
    private final Database database;

    ResultContext(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }
}
