// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** A record with a key of several columns. */
@Entity
public record Keyword(@Id String language, @Id String word, int weight) {}
