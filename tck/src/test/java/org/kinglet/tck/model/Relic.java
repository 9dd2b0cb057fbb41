// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.math.BigInteger;
import java.time.Year;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Json;
import org.kinglet.Model;

/** What only MySQL and MariaDB have. */
@Entity
public class Relic extends Model<Relic> {
    public enum Size {
        S,
        M
    }

    @Id
    public long id;

    @Column(type = "bigint unsigned")
    public @Nullable BigInteger large;

    @Column(type = "int unsigned")
    public @Nullable Long medium;

    @Column(type = "tinyint unsigned")
    public @Nullable Integer small;

    @Column(type = "enum('S','M')")
    public @Nullable Size size;

    @Column(type = "set('S','M')")
    public Set<Size> sizes = Set.of();

    @Column(type = "bit(1)")
    public @Nullable Boolean flag;

    @Column(type = "bit(63)")
    public @Nullable Long bits;

    @Column(type = "year")
    public @Nullable Year year;

    @Json
    public @Nullable String document;
}
