// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import static org.kinglet.examples.quickstart.Countries.COUNTRIES;
import static org.kinglet.examples.quickstart.CountryNames.COUNTRY_NAMES;
import static org.kinglet.examples.quickstart.Cultures.CULTURES;
import static org.kinglet.examples.quickstart.Currencies.CURRENCIES;
import static org.kinglet.examples.quickstart.Languages.LANGUAGES;
import static org.kinglet.examples.quickstart.TimeZones.TIME_ZONES;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.countDistinct;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinglet.Database;
import org.kinglet.KingletException;

/**
 * Loads what the JDK knows about the world into a database and asks it a few things: in direct style, as futures and as
 * streams.
 */
public final class Quickstart {
    static final String USAGE = "quickstart [--sql] [URL]    URL is sqlite:quickstart.db unless you name another";

    private final Report report;

    private Quickstart(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Gives the exit code. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean sql = arguments.contains("--sql");
        List<String> rest =
                arguments.stream().filter(argument -> !argument.equals("--sql")).toList();
        if (arguments.equals(List.of("--help"))) {
            out.println("usage: " + USAGE);
            return 0;
        }
        if (rest.size() > 1 || rest.stream().anyMatch(argument -> argument.startsWith("-"))) {
            err.println("usage: " + USAGE);
            return 2;
        }
        Report report = new Report(out);
        var builder = Database.builder(rest.isEmpty() ? "sqlite:quickstart.db" : rest.getFirst());
        if (sql) builder.listener(event -> report.sql(event.sql()));
        try (Database db = builder.open()) {
            new Quickstart(report).run(db);
            return 0;
        } catch (KingletException failure) {
            err.println(
                    "quickstart: " + failure.getMessage().lines().findFirst().orElse("failed"));
            return 1;
        }
    }

    private void run(Database db) {
        boolean loaded = World.load(db);
        report.ask(
                loaded ? "Loaded what this JDK knows into " + db.url() : "Nothing to load, it is all in " + db.url());
        rowsOfEachTable();
        sharedCurrencies();
        multilingualCountries();
        aboutSwitzerland();
        severalAtOnce();
        longestName();
        lunchtime();
    }

    /** Futures: all counts are under way at once. */
    private void rowsOfEachTable() {
        record Rows(String table, long rows) {}

        var counts = Stream.of(World.TABLES)
                .map(table -> table.countAsync().thenApply(rows -> new Rows(table.toString(), rows)))
                .toList();
        report.answer(counts.stream().map(CompletableFuture::join).toList());
    }

    /** Direct style: it reads as if it blocked, and on a virtual thread only that is parked. */
    private void sharedCurrencies() {
        record Shared(String currency, long countries) {}

        report.ask("Which currencies are used by most countries?");
        report.answer(COUNTRIES
                .select(CURRENCIES.name.as("currency"), count().as("countries"))
                .join(COUNTRIES.currency)
                .groupBy(CURRENCIES.code)
                .having(count().gt(5L))
                .orderBy(count().desc(), CURRENCIES.name)
                .as(Shared.class)
                .list());
    }

    private void multilingualCountries() {
        record Multilingual(String country, long languages) {}

        report.ask("Where are most languages written?");
        report.answer(COUNTRIES
                .select(
                        COUNTRIES.name.as("country"),
                        countDistinct(CULTURES.language).as("languages"))
                .join(COUNTRIES.cultures)
                .groupBy(COUNTRIES.code)
                .orderBy(countDistinct(CULTURES.language).desc(), COUNTRIES.name)
                .limit(5)
                .as(Multilingual.class)
                .list());
    }

    /** An entity, the row it refers to, and a query that it is part of. */
    private void aboutSwitzerland() {
        report.ask("What is paid with in Switzerland, and which languages are written there?");
        Country country = COUNTRIES.get(COUNTRIES.name.eq("Switzerland"));
        List<String> languages = CULTURES.select(LANGUAGES.name)
                .join(CULTURES.language)
                .where(CULTURES.country.eq(country))
                .distinct()
                .orderBy(LANGUAGES.name)
                .map(row -> row.get(LANGUAGES.name))
                .list();
        report.answer(country.currency.get().name() + "; " + String.join(", ", languages));
    }

    /** Futures again, each of them a chain of statements. */
    private void severalAtOnce() {
        record Abroad(String country, String currency, String inGerman) {}

        report.ask("What should a German traveller know?");
        var answers = Stream.of("JP", "FI", "CR", "BT")
                .map(code -> COUNTRIES
                        .getByIdAsync(code)
                        .thenCompose(country -> country.currency
                                .getAsync()
                                .thenCombine(
                                        COUNTRY_NAMES.getByIdAsync(new CountryNames.Key(code, "de")),
                                        (currency, german) ->
                                                new Abroad(country.name, currency.name(), german.name()))))
                .toList();
        report.answer(answers.stream().map(CompletableFuture::join).toList());
    }

    /** A stream reads from a cursor: its rows are never in memory all at once. */
    private void longestName() {
        record Name(String name, String country, String language) {}

        report.ask("Which country has the longest name, and in which language?");
        var names = COUNTRY_NAMES
                .select(COUNTRY_NAMES.name, COUNTRIES.name.as("country"), LANGUAGES.name.as("language"))
                .join(COUNTRY_NAMES.country)
                .join(COUNTRY_NAMES.language)
                .orderBy(COUNTRY_NAMES.name.length().desc(), LANGUAGES.name)
                .as(Name.class);
        try (Stream<Name> longestFirst = names.stream()) {
            report.answer(longestFirst.limit(3).toList());
        }
    }

    private void lunchtime() {
        report.ask("Where is it lunchtime now?");
        try (Stream<TimeZone> zones = TIME_ZONES.select().orderBy(TIME_ZONES.id).stream()) {
            report.answer(zones.filter(
                            zone -> LocalTime.now(ZoneId.of(zone.id())).getHour() == 12)
                    .map(TimeZone::city)
                    .limit(5)
                    .collect(Collectors.joining(", ")));
        }
    }
}
