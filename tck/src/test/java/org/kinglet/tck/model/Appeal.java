// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** A record that refers to a key of several columns. */
@Entity
public record Appeal(@Id long id, Ref<Enrollment> enrollment, String reason) {}
