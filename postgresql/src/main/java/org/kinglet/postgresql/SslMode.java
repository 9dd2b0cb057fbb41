// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

/** How much TLS a connection must have; the names are libpq's. */
public enum SslMode {
    /** None. */
    DISABLE,
    /** If the server has it, without checking who the server is; the default, and no protection from an attacker. */
    PREFER,
    /** Always, without checking who the server is, unless a root certificate is given: then as {@link #VERIFY_CA}. */
    REQUIRE,
    /** The server's certificate must be signed by an authority that is trusted. */
    VERIFY_CA,
    /** And it must be made out to the host of the URL. */
    VERIFY_FULL
}
