// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import static org.kinglet.examples.quickstart.Countries.COUNTRIES;
import static org.kinglet.examples.quickstart.CountryNames.COUNTRY_NAMES;
import static org.kinglet.examples.quickstart.Cultures.CULTURES;
import static org.kinglet.examples.quickstart.Currencies.CURRENCIES;
import static org.kinglet.examples.quickstart.Languages.LANGUAGES;
import static org.kinglet.examples.quickstart.Regions.REGIONS;
import static org.kinglet.examples.quickstart.TimeZones.TIME_ZONES;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinglet.Database;
import org.kinglet.Ref;
import org.kinglet.Table;

/** What every JDK knows about the world, as tables. */
final class World {
    static final Table<?, ?>[] TABLES = {CURRENCIES, COUNTRIES, LANGUAGES, CULTURES, COUNTRY_NAMES, REGIONS, TIME_ZONES
    };

    private World() {}

    /** Fills the tables, unless they are filled; gives whether it did. All or nothing: it is one transaction. */
    static boolean load(Database db) {
        db.bind(TABLES);
        db.createTables(TABLES);
        return db.atomic(() -> {
            if (COUNTRIES.exists()) return false;
            Map<String, Currency> currencies = byKey(CURRENCIES.bulkCreate(currencies()), Currency::code);
            Map<String, Language> languages = byKey(LANGUAGES.bulkCreate(languages()), Language::code);
            Map<String, Country> countries = byKey(COUNTRIES.bulkCreate(countries(currencies)), c -> c.code);
            Map<String, Region> regions = byKey(REGIONS.bulkCreate(regions()), Region::name);
            CULTURES.bulkCreate(cultures(languages, countries));
            COUNTRY_NAMES.bulkCreate(countryNames(languages, countries));
            TIME_ZONES.bulkCreate(timeZones(regions));
            return true;
        });
    }

    private static List<Currency> currencies() {
        return java.util.Currency.getAvailableCurrencies().stream()
                .map(c -> new Currency(
                        c.getCurrencyCode(),
                        c.getDisplayName(Locale.ENGLISH),
                        c.getSymbol(Locale.ENGLISH),
                        Math.max(0, c.getDefaultFractionDigits())))
                .toList();
    }

    private static List<Language> languages() {
        return Stream.concat(
                        Stream.of(Locale.getISOLanguages()),
                        Stream.of(Locale.getAvailableLocales()).map(Locale::getLanguage))
                .filter(code -> !code.isEmpty())
                .distinct()
                .map(code -> new Language(code, Locale.of(code).getDisplayLanguage(Locale.ENGLISH)))
                .toList();
    }

    private static List<Country> countries(Map<String, Currency> currencies) {
        return Stream.of(Locale.getISOCountries())
                .map(code -> Locale.of("", code))
                .map(locale -> {
                    var currency = java.util.Currency.getInstance(locale); // Antarctica has none
                    return new Country(
                            locale.getCountry(),
                            locale.getISO3Country(),
                            locale.getDisplayCountry(Locale.ENGLISH),
                            currency == null ? Ref.none() : Ref.to(currencies.get(currency.getCurrencyCode())));
                })
                .toList();
    }

    private static List<Culture> cultures(Map<String, Language> languages, Map<String, Country> countries) {
        return Stream.of(Locale.getAvailableLocales())
                .filter(locale -> countries.containsKey(locale.getCountry())
                        && locale.getVariant().isEmpty())
                .distinct()
                .map(locale -> new Culture(
                        locale.toLanguageTag(),
                        Ref.to(languages.get(locale.getLanguage())),
                        Ref.to(countries.get(locale.getCountry())),
                        locale.getScript().isEmpty() ? null : locale.getScript()))
                .toList();
    }

    private static List<CountryName> countryNames(Map<String, Language> languages, Map<String, Country> countries) {
        return Stream.of("ar", "de", "el", "en", "es", "fi", "fr", "hi", "it", "ja", "nl", "pl", "pt", "ru", "sv", "zh")
                .flatMap(code -> countries.values().stream()
                        .map(country -> new CountryName(
                                Ref.to(country),
                                Ref.to(languages.get(code)),
                                Locale.of("", country.code).getDisplayCountry(Locale.of(code)))))
                .toList();
    }

    private static List<Region> regions() {
        return zones().map(World::region)
                .distinct()
                .map(name -> new Region(0, name))
                .toList();
    }

    private static List<TimeZone> timeZones(Map<String, Region> regions) {
        Instant now = Instant.now();
        return zones().map(zone -> {
                    var rules = zone.getRules();
                    return new TimeZone(
                            zone.getId(),
                            Ref.to(regions.get(region(zone))),
                            Duration.ofSeconds(rules.getStandardOffset(now).getTotalSeconds()),
                            rules.nextTransition(now) != null);
                })
                .toList();
    }

    private static Stream<ZoneId> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .map(ZoneId::of);
    }

    private static String region(ZoneId zone) {
        return zone.getId().substring(0, zone.getId().indexOf('/'));
    }

    private static <T> Map<String, T> byKey(List<T> rows, Function<T, String> key) {
        return rows.stream().collect(Collectors.toMap(key, Function.identity()));
    }
}
