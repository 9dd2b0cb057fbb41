// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.Check;
import org.kinglet.Comment;
import org.kinglet.TableOptions;
import org.kinglet.View;

/** What is said of the table as a whole. */
record TableFacts(
        List<IndexModel> indexes,
        List<UniqueModel> uniques,
        List<Check> checks,
        @Nullable Comment comment,
        @Nullable TableOptions options,
        @Nullable View view,
        @Nullable FullTextModel fullText) {}
