// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import org.opentest4j.TestAbortedException;

/** This machine cannot run such a server. A test that meets it counts as skipped, with the reason, and not as failed. */
public final class ServerUnavailableException extends TestAbortedException {
    private static final long serialVersionUID = 1;

    ServerUnavailableException(String server, String reason) {
        super(server + " is unavailable because " + reason);
    }
}
