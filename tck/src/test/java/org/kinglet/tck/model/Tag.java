// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Unique;

/** A record: plain data. */
@Entity
public record Tag(
        @Id long id, @Unique String name, @Nullable String color) {}
