// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.kinglet.driver.DriverSettings;
import org.kinglet.vertx.ServerOptions;

/**
 * What can be set for MySQL and MariaDB alone, for those who would rather not write it into the URL. Immutable; every method
 * returns new settings.
 *
 * {@snippet :
 * MysqlSettings.defaults()
 *         .option("password", secrets.get("db"))
 *         .option("sslmode", "verify-full")
 *         .option("sslrootcert", "/etc/app/ca.pem")
 *         .variable("lock_wait_timeout", "10");
 * }
 *
 * <p>What the URL says wins over these settings, and these win over the environment.
 */
public final class MysqlSettings implements DriverSettings {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final MysqlSettings DEFAULTS = new MysqlSettings(Map.of(), Map.of());

    private final Map<String, String> options;
    private final Map<String, String> variables;

    private MysqlSettings(Map<String, String> options, Map<String, String> variables) {
        this.options = options;
        this.variables = variables;
    }

    /** Nothing but the defaults. */
    public static MysqlSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets an option by the name that it has in the URL, such as {@code connect_timeout} or {@code connectTimeout}. An unknown
     * one is an error when the database is opened.
     */
    public MysqlSettings option(String name, String value) {
        return new MysqlSettings(with(options, ServerOptions.normal(name), value), variables);
    }

    /**
     * Sets a system variable of the server for each session, such as {@code lock_wait_timeout}. An unknown one is an error
     * when the database is opened.
     *
     * @throws IllegalArgumentException if the name is not that of a variable
     */
    public MysqlSettings variable(String name, String value) {
        return new MysqlSettings(options, with(variables, requireVariable(name), value));
    }

    @Override
    public String driverName() {
        return "MySQL";
    }

    Map<String, String> options() {
        return options;
    }

    Map<String, String> variables() {
        return variables;
    }

    static String requireVariable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a system variable: " + name);
        }
        return name;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return Collections.unmodifiableMap(copy);
    }
}
