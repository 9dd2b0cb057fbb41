// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** A record with a key that the program makes, in a tree whose root is its own parent. */
@Entity
public record Folder(@Id String path, Ref<Folder> parent) {}
