// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.tck.model.base.Revised;

/** The third level, in another package than the first two. */
@Entity
public class Article extends Revised<Article, Integer> {
    public String body = "";
}
