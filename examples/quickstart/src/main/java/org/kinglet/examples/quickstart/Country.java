// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.Ref;
import org.kinglet.Unique;

/** A class that extends Model can save, refresh and delete itself, and has its relations as fields. */
@Entity
public class Country extends Model<Country> {
    @Id
    public String code;

    @Unique
    public String iso3;

    public String name;
    public @Nullable Ref<Currency> currency;
    public final Many<Culture> cultures = new Many<>();

    public Country() {}

    public Country(String code, String iso3, String name, Ref<Currency> currency) {
        this.code = code;
        this.iso3 = iso3;
        this.name = name;
        this.currency = currency;
    }
}
