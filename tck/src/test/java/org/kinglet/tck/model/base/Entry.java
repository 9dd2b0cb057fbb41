// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model.base;

import java.time.Instant;
import org.kinglet.Id;
import org.kinglet.Model;

/** What the entities of other packages inherit: a key, and a field that only methods reach. */
public abstract class Entry<T extends Entry<T>> extends Model<T> {
    @Id
    public long id;

    private Instant createdAt = Instant.now();

    public Instant getCreatedAt() {
        return createdAt;
    }

    public void setCreatedAt(Instant createdAt) {
        this.createdAt = createdAt;
    }
}
