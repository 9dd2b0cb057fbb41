// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;
import org.kinglet.Ref;
import org.kinglet.Unique;

/** Names that need quotes, or would end a comment or a string. */
@Entity("we\"ird */ \\user")
@Index({"select", "name"})
public class Weird extends Model<Weird> {
    @Id
    @Column(name = "the \"key\"")
    public long id;

    @Unique
    @Column(name = "a \"b\" ' ; -- c")
    public String name;

    @Column(name = "select")
    public int select;

    @Column(name = "back\\slash ? :name `tick`")
    public @Nullable String odd;

    @Column(name = "par\"ent")
    public @Nullable Ref<Weird> parent;
}
