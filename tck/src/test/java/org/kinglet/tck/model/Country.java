// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** A record with a key of its own. */
@Entity
public record Country(@Id String code, String name) {}
