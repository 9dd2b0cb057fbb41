// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code where} and {@code having} do with their arguments. */
final class Conditions {
    private Conditions() {}

    /** The condition and all others, without those that {@link Condition#when} left out; null for none. */
    static @Nullable Node and(@Nullable Node condition, Condition... more) {
        List<Condition> all = new ArrayList<>(more.length + 1);
        if (condition != null) all.add(new Condition(condition));
        all.addAll(List.of(more));
        Condition combined = Condition.all(all);
        return combined.isNothing() ? null : combined.node();
    }
}
