// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.OnUpdate;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** Refers to a key that means something, and so may change. */
@Entity
public record City(
        @Id long id,
        String name,
        @OnUpdate(ReferentialAction.CASCADE) Ref<Country> country) {}
