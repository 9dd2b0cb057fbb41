// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** Nothing but a generated key. */
@Entity
public record Blank(@Id long id) {}
