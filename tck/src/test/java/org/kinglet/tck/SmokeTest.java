// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.Test;
import org.kinglet.Table;

class SmokeTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Test
    void createsAndReadsARow() {
        long id = USERS.create(USERS.username.set("huey")).id;
        assertThat(USERS.getById(id).username).isEqualTo("huey");
    }
}
