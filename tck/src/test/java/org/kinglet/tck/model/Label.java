// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** A table between two others, no row of which can be made of a pair alone. */
@Entity
public record Label(@Id long id, Ref<Film> film, Ref<Keyword> keyword, String reason) {}
