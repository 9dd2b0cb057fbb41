// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.OnDelete;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** Refers to its own table. */
@Entity
public class Category extends Model<Category> {
    @Id
    public long id;

    public String name;

    @OnDelete(ReferentialAction.CASCADE)
    public @Nullable Ref<Category> parent;

    public final Many<Category> children = new Many<>();

    public Category() {}

    public Category(String name, @Nullable Category parent) {
        this.name = name;
        this.parent = parent == null ? Ref.none() : Ref.to(parent);
    }
}
