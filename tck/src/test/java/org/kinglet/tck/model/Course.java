// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;

/** An integer key that the program sets itself. */
@Entity
public record Course(@Id(generated = false) long number, String title) {}
