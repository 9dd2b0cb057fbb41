// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.tck.model.base.Revised;

/** Another entity of the same superclass, with another type for its property. */
@Entity
public class Recipe extends Revised<Recipe, String> {
    public int minutes;
}
