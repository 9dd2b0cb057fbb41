// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Unique;

/** A text of which there may be only so much, and others with defaults. */
@Entity
public class Nickname extends Model<Nickname> {
    @Id
    public long id;

    @Unique
    @Column(length = 40)
    public String name;

    public String text = "";
    public @Nullable String greeting = "hello";
}
