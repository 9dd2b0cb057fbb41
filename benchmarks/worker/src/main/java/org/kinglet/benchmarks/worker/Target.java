// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.net.URI;

/**
 * The database that a worker works on.
 *
 * @param url as Kinglet takes it: {@code postgresql://user:password@host:port/database} or {@code sqlite:file?synchronous=FULL}
 */
public record Target(String url) {
    /** The connections that a peer's pool may have. */
    public static final int POOL = 10;

    public String scheme() {
        return url.substring(0, url.indexOf(':'));
    }

    public String host() {
        return uri().getHost();
    }

    public int port() {
        return uri().getPort();
    }

    public String user() {
        return uri().getUserInfo().split(":", 2)[0];
    }

    public String password() {
        return uri().getUserInfo().split(":", 2)[1];
    }

    public String database() {
        return uri().getPath().substring(1);
    }

    /** For JDBC; user and password are not in it. */
    public String jdbcUrl() {
        return "jdbc:" + scheme() + "://" + host() + ":" + port() + "/" + database();
    }

    private URI uri() {
        return URI.create(url);
    }
}
