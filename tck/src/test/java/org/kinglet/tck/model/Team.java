// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

/** Refers to a table that refers back. */
@Entity
public class Team extends Model<Team> {
    @Id
    public long id;

    public @Nullable Ref<Player> captain;
}
