// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** Refers to users; no test may use its companion, which has to be found without that. */
@Entity
public record Whisker(@Id long id, Ref<User> user) {}
