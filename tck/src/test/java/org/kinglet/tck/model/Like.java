// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Lazy;
import org.kinglet.Model;
import org.kinglet.OnDelete;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** References that say what happens, and one that is never loaded by surprise. */
@Entity
public class Like extends Model<Like> {
    @Id
    public long id;

    @OnDelete(ReferentialAction.CASCADE)
    public Ref<Tweet> tweet;

    @OnDelete(ReferentialAction.SET_NULL)
    @Lazy(false)
    public @Nullable Ref<User> user;
}
