// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kinglet.Embedded;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Unique;

@Entity
public class Shop extends Model<Shop> {
    @Id
    public long id;

    public String name = "";

    @Embedded
    public Address address = new Address("Main Street", "Springfield");

    @Embedded
    public @Nullable Address postal;

    @Unique
    @Embedded(prefix = "")
    public Hours hours = new Hours();

    /** A mutable class, of which all that could be NULL may be. */
    public static class Hours {
        public @Nullable Instant opened;
        public @Nullable Integer days;
    }
}
