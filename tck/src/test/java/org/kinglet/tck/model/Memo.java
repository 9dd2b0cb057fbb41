// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Json;
import org.kinglet.Model;
import org.kinglet.schema.JsonValue;

/** Documents that are looked into. */
@Entity
public class Memo extends Model<Memo> {
    @Id
    public long id;

    @Json
    public @Nullable JsonValue meta;

    @Json
    public @Nullable String raw;
}
