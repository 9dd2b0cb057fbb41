// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

/** A table between two others, with columns of its own. */
@Entity
public class Prize extends Model<Prize> {
    @Id
    public Ref<Actor> actor;

    @Id
    public Ref<Film> film;

    public int sum = 100;

    public @Nullable String jury;

    public Prize() {}

    public Prize(Actor actor, Film film, int sum) {
        this.actor = Ref.to(actor);
        this.film = Ref.to(film);
        this.sum = sum;
    }
}
