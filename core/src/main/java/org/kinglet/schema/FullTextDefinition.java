// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a table in which words are searched. Made by {@link #of} and the methods that each return a changed copy.
 *
 * @param columns at least one, in the order of the weights
 * @param weights how much a word in each of the columns counts; empty if all count the same
 * @param language whose stems are searched, as PostgreSQL calls it, or {@code null}
 * @param tokenizer how texts become words on SQLite, or {@code null}
 * @param prefixes how long the beginnings of words are that have an index of their own on SQLite
 */
public record FullTextDefinition(
        List<String> columns,
        List<Double> weights,
        @Nullable String language,
        @Nullable String tokenizer,
        List<Integer> prefixes) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public FullTextDefinition {
        columns = List.copyOf(columns);
        weights = List.copyOf(weights);
        prefixes = List.copyOf(prefixes);
        if (columns.isEmpty() || new HashSet<>(columns).size() != columns.size()) {
            throw new IllegalArgumentException("full-text search is in at least one column, and in each once");
        }
        if (language != null) checkLanguage(language);
        if (!weights.isEmpty()) checkWeights(weights, columns.size());
        for (int prefix : prefixes) {
            if (prefix < 1 || prefix > 999) throw new IllegalArgumentException("a prefix has 1 to 999 characters");
        }
    }

    public static FullTextDefinition of(String... columns) {
        return new FullTextDefinition(List.of(columns), List.of(), null, null, List.of());
    }

    public FullTextDefinition withWeights(double... newWeights) {
        List<Double> list = Arrays.stream(newWeights).boxed().toList();
        return new FullTextDefinition(columns, list, language, tokenizer, prefixes);
    }

    public FullTextDefinition withLanguage(String newLanguage) {
        return new FullTextDefinition(columns, weights, newLanguage, tokenizer, prefixes);
    }

    public FullTextDefinition withTokenizer(String newTokenizer) {
        return new FullTextDefinition(columns, weights, language, newTokenizer, prefixes);
    }

    public FullTextDefinition withPrefixes(int... newPrefixes) {
        List<Integer> list = Arrays.stream(newPrefixes).boxed().toList();
        return new FullTextDefinition(columns, weights, language, tokenizer, list);
    }

    /** @throws IllegalArgumentException if there is not one for each column, or one is no positive number */
    public static void checkWeights(List<Double> weights, int columns) {
        if (weights.size() != columns) {
            throw new IllegalArgumentException("there are " + columns + " columns and " + weights.size() + " weights");
        }
        for (double weight : weights) {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("a weight is a positive number, not " + weight);
            }
        }
    }

    /** @throws IllegalArgumentException if it cannot be the name of a configuration */
    public static void checkLanguage(String language) {
        if (!NAME.matcher(language).matches()) {
            throw new IllegalArgumentException("the name of a configuration has letters, digits and underscores only");
        }
    }

    /** What the index of a table is called, by the way in which it is made. */
    public static String indexName(String table, String text) {
        return IndexNames.ofFullText(table, text);
    }
}
