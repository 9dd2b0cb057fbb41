// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.ManyToMany;
import org.kinglet.MappedBy;
import org.kinglet.Model;
import org.kinglet.Through;

/** The other side of {@link Actor}. */
@Entity
public class Film extends Model<Film> {
    @Id
    public long id;

    public String title;

    public int year;

    public final ManyToMany<Actor> actors = new ManyToMany<>();

    @MappedBy("prized")
    public final ManyToMany<Actor> laureates = new ManyToMany<>();

    @Through(Viewing.class)
    public final ManyToMany<Actor> audience = new ManyToMany<>();

    /** Of records, with a key of several columns; in one direction only. */
    public final ManyToMany<Keyword> keywords = new ManyToMany<>();

    /** A pair alone makes no row. */
    @Through(Label.class)
    public final ManyToMany<Keyword> labels = new ManyToMany<>();

    public Film() {}

    public Film(String title, int year) {
        this.title = title;
        this.year = year;
    }
}
