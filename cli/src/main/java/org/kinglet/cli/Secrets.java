// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The passwords that were given to the program, so that none is printed, whatever a message is made of. */
final class Secrets {
    private static final Pattern IN_AUTHORITY = Pattern.compile("//[^/\\s?:]*:([^\\s]*)@");
    private static final Pattern IN_QUERY =
            Pattern.compile("[?&](?:\\w*password|\\w*secret)=([^&\\s]+)", Pattern.CASE_INSENSITIVE);

    private final List<String> secrets = new ArrayList<>();

    private Secrets() {}

    static Secrets of(String url, String... arguments) {
        Secrets secrets = new Secrets();
        secrets.find(url);
        for (String argument : arguments) secrets.find(argument);
        // The longest first: one may be a part of another.
        secrets.secrets.sort(Comparator.comparingInt(String::length).reversed());
        return secrets;
    }

    private void find(String text) {
        for (Pattern pattern : List.of(IN_AUTHORITY, IN_QUERY)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (!matcher.group(1).isEmpty()) secrets.add(matcher.group(1));
            }
        }
    }

    String hiddenIn(String text) {
        String hidden = text;
        for (String secret : secrets) hidden = hidden.replace(secret, "***");
        return hidden;
    }
}
