// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Unique;

/** A part of the world. Its key is generated: 0 until it is stored. */
@Entity
public record Region(@Id long id, @Unique String name) {}
