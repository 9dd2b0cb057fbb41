// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.kinglet.Entity;
import org.kinglet.Id;

/** What is paid with. A record is plain data: it is stored through {@code CURRENCIES}. */
@Entity
public record Currency(@Id String code, String name, String symbol, int decimals) {}
