// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import java.time.Duration;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Ref;

@Entity
public record TimeZone(
        @Id String id, Ref<Region> region, @Index Duration standardOffset, boolean summerTime) {
    String city() {
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
