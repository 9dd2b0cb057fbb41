// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Ref;

/** A language as it is used in a country: {@code de-CH}, and {@code uz-Arab-AF} where several scripts are. */
@Entity
public record Culture(
        @Id String tag,
        Ref<Language> language,
        Ref<Country> country,
        @Nullable String script) {}
