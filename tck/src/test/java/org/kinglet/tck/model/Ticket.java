// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Version;

@Entity
public record Ticket(@Id long id, String title, @Version long version) {}
