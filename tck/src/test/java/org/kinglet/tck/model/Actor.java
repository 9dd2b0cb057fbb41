// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.ManyToMany;
import org.kinglet.MappedBy;
import org.kinglet.Model;
import org.kinglet.Through;

/** Goes with films by a table that is made for it, and by tables of the program's; and with its like. */
@Entity
public class Actor extends Model<Actor> {
    @Id
    public long id;

    public String name;

    public final ManyToMany<Film> films = new ManyToMany<>();

    @Through(Prize.class)
    public final ManyToMany<Film> prized = new ManyToMany<>();

    /** Pairs may be there several times. */
    @Through(Viewing.class)
    public final ManyToMany<Film> seen = new ManyToMany<>();

    public final ManyToMany<Actor> following = new ManyToMany<>();

    @MappedBy("following")
    public final ManyToMany<Actor> followers = new ManyToMany<>();

    public Actor() {}

    public Actor(String name) {
        this.name = name;
    }
}
