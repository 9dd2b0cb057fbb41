// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.kinglet.Entity;
import org.kinglet.Id;

@Entity
public record Language(@Id String code, String name) {}
