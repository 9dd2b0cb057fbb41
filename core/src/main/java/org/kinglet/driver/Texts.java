// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/** What the drivers want of text. */
public final class Texts {
    private Texts() {}

    /** Whether UTF-8 can express it: it has no half of a surrogate pair, for which a question mark would be sent. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Without line breaks. */
    public static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
