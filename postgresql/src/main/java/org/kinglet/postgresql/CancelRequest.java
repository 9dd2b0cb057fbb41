// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.kinglet.vertx.TlsOptions;

/**
 * Asks the server, over a connection of its own, to stop what another connection does. The server answers nothing; it closes
 * the connection when it has sent the signal, and that is what is waited for. (The client's own {@code cancelRequest}
 * closes the connection at once, so that the signal may still be on its way when the next statement runs.)
 */
final class CancelRequest {
    private static final int CANCEL = 80_877_102;
    private static final int TLS = 80_877_103;

    private CancelRequest() {}

    static Future<Void> send(
            NetClient client, SocketAddress server, TlsOptions tls, boolean encrypted, int processId, int secretKey) {
        return client.connect(server).compose(socket -> {
            Promise<Void> closed = Promise.promise();
            socket.exceptionHandler(closed::tryFail);
            socket.closeHandler(nothing -> closed.tryComplete());
            Future<Void> ready = encrypted ? encrypt(socket, tls, closed.future()) : Future.succeededFuture();
            Buffer request = Buffer.buffer(16)
                    .appendInt(16)
                    .appendInt(CANCEL)
                    .appendInt(processId)
                    .appendInt(secretKey);
            return ready.compose(nothing -> socket.write(request))
                    .compose(nothing -> closed.future())
                    .onFailure(thrown -> socket.close());
        });
    }

    private static Future<Void> encrypt(NetSocket socket, TlsOptions tls, Future<Void> closed) {
        Promise<Void> answered = Promise.promise();
        socket.handler(answer -> {
            socket.handler(null);
            if (answer.length() == 1 && answer.getByte(0) == 'S') {
                socket.upgradeToSsl(tls.client()).onComplete((nothing, thrown) -> {
                    if (thrown == null) {
                        answered.tryComplete();
                    } else {
                        answered.tryFail(thrown);
                    }
                });
            } else {
                answered.tryFail(new IllegalStateException("No TLS for the request to cancel"));
            }
        });
        closed.onComplete(early -> answered.tryFail(Failures.lost()));
        return socket.write(Buffer.buffer(8).appendInt(8).appendInt(TLS)).compose(nothing -> answered.future());
    }
}
