// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kinglet.Embedded;
import org.kinglet.Entity;
import org.kinglet.Id;

/** A record with embedded records. */
@Entity
public record Trip(
        @Id long id,
        @Embedded Leg there,
        @Embedded @Nullable Leg back) {
    public record Leg(Instant begins, @Embedded Geo from) {}
}
