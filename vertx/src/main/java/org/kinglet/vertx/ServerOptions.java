// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * The options of a connection as text, from several places: the URL, then the settings of the program, then the environment.
 * Names are the same however they are spelt: {@code connect_timeout}, {@code connectTimeout} and {@code connect-timeout}.
 * Whoever reads them asks for every name that there is, and then {@link #rejectUnknown()} knows which are mistakes.
 *
 * <p>No message quotes a value: a mistake in an option may be a password in the wrong place.
 */
public final class ServerOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|m|h)?");

    private final String backend;
    private final List<Map<String, String>> sources;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param sources the first that has an option wins; by {@linkplain #normal normalized} name */
    public ServerOptions(String backend, List<Map<String, String>> sources) {
        this.backend = backend;
        this.sources = List.copyOf(sources);
    }

    /** The one spelling of a name: in lower case, without {@code _} and {@code -}. */
    public static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** @param names the name as messages spell it, then synonyms */
    public @Nullable String text(String... names) {
        for (String name : names) {
            known.add(name);
        }
        for (Map<String, String> source : sources) {
            for (String name : names) {
                String value = source.get(normal(name));
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    public int number(int fallback, int least, int most, String... names) {
        String text = text(names);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, without the value.
        }
        throw wrong(names[0], "must be a number from " + least + " to " + most);
    }

    /** Seconds, or with one of the units ms, s, min, h. */
    public Duration duration(Duration fallback, String... names) {
        String text = text(names);
        if (text == null) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(names[0], "must be a number of seconds, or a number with ms, s, min or h");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return switch (unit == null ? "s" : unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    public boolean flag(boolean fallback, String... names) {
        String text = text(names);
        if (text == null) {
            return fallback;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw wrong(names[0], "must be on or off");
        };
    }

    /** One of the constants, spelt as {@link #normal} has it. */
    public <E extends Enum<E>> E choice(E fallback, String... names) {
        String text = text(names);
        if (text == null) {
            return fallback;
        }
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (normal(constant.name()).equals(normal(text.strip()))) {
                return constant;
            }
        }
        throw wrong(
                names[0],
                "must be one of "
                        + Arrays.stream(constants)
                                .map(constant ->
                                        constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", ")));
    }

    /** Call it last. The environment has its own names, so it has no unknown ones. */
    public void rejectUnknown() {
        Set<String> spellings = known.stream().map(ServerOptions::normal).collect(Collectors.toSet());
        for (Map<String, String> source : sources) {
            for (String name : source.keySet()) {
                if (!spellings.contains(name)) {
                    throw new DriverException(
                            FailureKind.PROGRAMMING,
                            backend + " has no option " + name + ". There are: "
                                    + String.join(", ", new TreeSet<>(known)));
                }
            }
        }
    }

    public DriverException wrong(String name, String what) {
        return new DriverException(FailureKind.PROGRAMMING, "The " + backend + " option " + name + " " + what);
    }
}
