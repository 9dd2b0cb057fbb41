// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

/** Refers to the same table several times, over a key that the program makes. */
@Entity
public class Transfer extends Model<Transfer> {
    @Id
    public long id;

    public Ref<Account> source;
    public Ref<Account> target;
    public @Nullable Ref<Account> guarantor;

    public Transfer() {}

    public Transfer(Account source, Account target, @Nullable Account guarantor) {
        this.source = Ref.to(source);
        this.target = Ref.to(target);
        this.guarantor = guarantor == null ? Ref.none() : Ref.to(guarantor);
    }
}
