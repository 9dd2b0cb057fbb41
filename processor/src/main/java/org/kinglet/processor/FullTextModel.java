// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.Naming;

/** The texts of an entity in which words are searched. */
record FullTextModel(FullTextDefinition definition) {
    /** The calls that make the definition of one with these columns. */
    List<String> calls() {
        List<String> calls = new ArrayList<>();
        if (!definition.weights().isEmpty()) calls.add(".withWeights(" + joined(definition.weights()) + ")");
        String language = definition.language();
        if (language != null) calls.add(".withLanguage(" + Naming.javaLiteral(language) + ")");
        String tokenizer = definition.tokenizer();
        if (tokenizer != null) calls.add(".withTokenizer(" + Naming.javaLiteral(tokenizer) + ")");
        if (!definition.prefixes().isEmpty()) calls.add(".withPrefixes(" + joined(definition.prefixes()) + ")");
        return calls;
    }

    private static String joined(List<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
