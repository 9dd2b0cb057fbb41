// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.time.Instant;
import org.kinglet.Id;
import org.kinglet.Model;

/** What several entities inherit. */
public abstract class Stored<T extends Stored<T>> extends Model<T> {
    @Id
    public long id;

    public Instant createdAt = Instant.now();
    private String label = "none";

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }
}
