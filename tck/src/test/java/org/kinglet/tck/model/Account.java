// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.MappedBy;
import org.kinglet.Model;

/** Private fields with accessors, and a key that the program makes. */
@Entity
public class Account extends Model<Account> {
    @Id
    private UUID id = UUID.randomUUID();

    private String owner;
    private boolean open = true;
    private @Nullable String secret;

    @MappedBy("source")
    public final Many<Transfer> outgoing = new Many<>();

    @MappedBy("target")
    public final Many<Transfer> incoming = new Many<>();

    public UUID getId() {
        return id;
    }

    public void setId(UUID id) {
        this.id = id;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public boolean isOpen() {
        return open;
    }

    public void setOpen(boolean open) {
        this.open = open;
    }

    public @Nullable String getSecret() {
        return secret;
    }

    public void setSecret(@Nullable String secret) {
        this.secret = secret;
    }
}
