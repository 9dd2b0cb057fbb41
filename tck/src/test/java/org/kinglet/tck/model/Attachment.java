// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Transient;

/** Values that can be changed in place, and times that are more exact than a database. */
@Entity
public class Attachment extends Model<Attachment> {
    @Id
    public Long id;

    public byte[] content = {};
    public byte @Nullable [] checksum;
    public Instant stored = Instant.now();
    public @Nullable OffsetDateTime sent;

    @Transient
    public String note = "not stored";
}
