// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

/** Refers to a table that refers back. */
@Entity
public class Player extends Model<Player> {
    @Id
    public long id;

    public Ref<Team> team;

    public Player() {}

    public Player(Team team) {
        this.team = Ref.to(team);
    }
}
