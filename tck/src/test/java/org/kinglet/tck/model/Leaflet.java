// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.FullTextIndex;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Unique;

/** Texts with an index of their words, and names that need quotes. */
@Entity("leaf'lets")
@FullTextIndex(
        value = {"title", "body"},
        weights = {10, 1},
        prefixes = {2, 3})
public class Leaflet extends Model<Leaflet> {
    @Id
    public long number;

    @Unique
    public String code = "";

    public String title = "";

    @Column(name = "the 'body'")
    public @Nullable String body;

    public int pages;

    public Leaflet() {}

    public Leaflet(String code, String title, @Nullable String body) {
        this.code = code;
        this.title = title;
        this.body = body;
    }
}
