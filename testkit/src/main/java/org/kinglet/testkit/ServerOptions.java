// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a server of a test's own is started. Immutable. */
public final class ServerOptions {
    private static final ServerOptions DEFAULTS = new ServerOptions(Map.of(), Optional.empty());

    private final Map<String, String> settings;
    private final Optional<Certificates> certificates;

    private ServerOptions(Map<String, String> settings, Optional<Certificates> certificates) {
        this.settings = settings;
        this.certificates = certificates;
    }

    /** As the shared servers: without TLS. */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /** A setting under the server's own name for it, such as {@code max_connections}; it wins over the kit's. */
    public ServerOptions setting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new ServerOptions(Map.copyOf(more), certificates);
    }

    /** With TLS: the server shows that certificate, and asks clients for one of the same authority where a rule wants it. */
    public ServerOptions tls(Certificates shown) {
        return new ServerOptions(settings, Optional.of(shown));
    }

    Map<String, String> settings() {
        return settings;
    }

    Optional<Certificates> certificates() {
        return certificates;
    }
}
