// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

/** How much TLS a connection must have; the names are libpq's. */
public enum TlsMode {
    DISABLE,
    /** TLS if the server has it, and without checking who it is; else plain. */
    PREFER,
    /** TLS, whoever the server is. */
    REQUIRE,
    /** The server has a certificate that the authorities of ours have signed. */
    VERIFY_CA,
    /** And it is made out to the host that we wanted. */
    VERIFY_FULL
}
