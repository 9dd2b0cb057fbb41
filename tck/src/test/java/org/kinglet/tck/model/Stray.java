// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** Never bound by any test. */
@Entity
public record Stray(@Id long id, String name) {}
