// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.vertx.ServerUrl.Server;

/**
 * Connects to the first of several servers that can be reached and is of the wanted kind, one after the other in the
 * order of the list, each bounded in time. A server that refuses the user or does not know the database ends the search:
 * the next would refuse too, or worse, it would not.
 *
 * @param client where the sockets live
 * @param timeout for one server, until its session is ready
 * @param attempt connects to one server through the Vert.x it is given
 * @param isWritable asks a connection; only used if the kind of server matters
 * @param failure what went wrong
 */
public record Failover<C extends SqlConnection>(
        NetClient client,
        List<Server> servers,
        TargetServer target,
        Duration timeout,
        BiFunction<Server, SocketWatch, Future<C>> attempt,
        Function<C, Future<Boolean>> isWritable,
        Function<Throwable, DriverException> failure) {

    /** Called on an event loop; fails with a {@link DriverException}. */
    public Future<Link> connect(Vertx vertx) {
        List<Refusal> refusals = new ArrayList<>();
        if (target == TargetServer.PREFER_STANDBY) {
            return next(vertx, TargetServer.STANDBY, 0, refusals)
                    .recover(none -> next(vertx, TargetServer.ANY, 0, new ArrayList<>()));
        }
        return next(vertx, target, 0, refusals);
    }

    private record Refusal(Server server, DriverException why) {}

    private Future<Link> next(Vertx vertx, TargetServer wanted, int index, List<Refusal> refusals) {
        Server server = servers.get(index);
        return bounded(vertx, server, wanted).recover(thrown -> {
            DriverException why = failure.apply(thrown);
            refusals.add(new Refusal(server, why));
            boolean elsewhereToo = why.kind() == FailureKind.AUTHENTICATION
                    || why.kind() == FailureKind.PROGRAMMING
                    || why.kind() == FailureKind.UNSUPPORTED;
            return elsewhereToo || index + 1 == servers.size()
                    ? Future.failedFuture(summary(refusals))
                    : next(vertx, wanted, index + 1, refusals);
        });
    }

    private Future<Link> bounded(Vertx vertx, Server server, TargetServer wanted) {
        SocketWatch watch = new SocketWatch(vertx, client);
        Promise<Link> promise = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), expired -> {
            watch.giveUp();
            promise.fail(new DriverException(
                    FailureKind.CONNECTION, "The server did not answer within " + timeout.toMillis() + " ms"));
        });
        attempt.apply(server, watch)
                .compose(connection -> check(connection, wanted))
                .onComplete((connection, thrown) -> {
                    if (!vertx.cancelTimer(timer)) {
                        // Too late, whatever it is: the socket is closed.
                        return;
                    }
                    if (thrown == null) {
                        promise.complete(new Link(connection, Objects.requireNonNull(watch.socket())));
                    } else {
                        watch.giveUp();
                        Throwable tls = watch.tlsFailure();
                        promise.fail(tls != null ? tls : thrown);
                    }
                });
        return promise.future();
    }

    private Future<C> check(C connection, TargetServer wanted) {
        if (wanted == TargetServer.ANY) {
            return Future.succeededFuture(connection);
        }
        return isWritable
                .apply(connection)
                .compose(writable -> writable == (wanted == TargetServer.PRIMARY)
                        ? Future.succeededFuture(connection)
                        : Future.failedFuture(new DriverException(
                                FailureKind.CONNECTION,
                                writable ? "The server is a primary" : "The server can only be read from")))
                .onFailure(thrown -> connection.close());
    }

    private static DriverException summary(List<Refusal> refusals) {
        Refusal last = refusals.getLast();
        String message = refusals.stream()
                .map(refusal -> refusal.server() + ": " + refusal.why().getMessage())
                .collect(Collectors.joining("; ", "Cannot connect to ", ""));
        return new DriverException(
                last.why().kind(),
                message,
                last.why().sqlState(),
                last.why().code(),
                last.why().getCause());
    }
}
