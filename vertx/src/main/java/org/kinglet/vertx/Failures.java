// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/** The failures that the pool itself makes. */
final class Failures {
    private Failures() {}

    static DriverException cancelled() {
        return new DriverException(FailureKind.CANCELLED, "The statement was cancelled");
    }

    static DriverException lost(Protocol protocol) {
        return new DriverException(FailureKind.CONNECTION, "The connection to " + protocol.displayUrl() + " was lost");
    }

    static DriverException givenBack() {
        return new DriverException(FailureKind.CONNECTION, "The connection was given back already");
    }

    static DriverException discarded() {
        return new DriverException(FailureKind.CONNECTION, "The connection was closed");
    }

    static DriverException poolClosed(Protocol protocol) {
        return new DriverException(FailureKind.POOL_CLOSED, "The database " + protocol.displayUrl() + " is closed");
    }

    static boolean is(@Nullable Throwable failure, FailureKind kind) {
        return failure instanceof DriverException known && known.kind() == kind;
    }
}
