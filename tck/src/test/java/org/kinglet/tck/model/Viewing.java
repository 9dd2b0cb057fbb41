// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

/** A table between two others in which a pair may be there several times. */
@Entity
public class Viewing extends Model<Viewing> {
    @Id
    public long id;

    public Ref<Actor> actor;
    public Ref<Film> film;

    public Viewing() {}

    public Viewing(Actor actor, Film film) {
        this.actor = Ref.to(actor);
        this.film = Ref.to(film);
    }
}
