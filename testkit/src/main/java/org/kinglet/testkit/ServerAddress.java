// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a URL says of a server and a database on it. */
record ServerAddress(String host, int port, String user, String password, String database) {
    static ServerAddress parse(String url) {
        URI uri = URI.create(url);
        String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
        if (uri.getHost() == null
                || uri.getPort() < 0
                || user.length < 2
                || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("not scheme://user:password@host:port/database: a URL of a test server");
        }
        return new ServerAddress(
                uri.getHost(),
                uri.getPort(),
                decode(user[0]),
                decode(user[1]),
                uri.getPath().substring(1));
    }

    ServerAddress withDatabase(String name) {
        return new ServerAddress(host, port, user, password, name);
    }

    String url(String scheme) {
        return scheme + "://" + encode(user) + ":" + encode(password) + "@" + host + ":" + port + "/" + database;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
