// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** A record with a key of several columns. */
@Entity("seats")
public record Seat(@Id String room, @Id int number, boolean taken) {}
