// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;

@Entity
public class Note extends Stored<Note> {
    public String text = "";
}
