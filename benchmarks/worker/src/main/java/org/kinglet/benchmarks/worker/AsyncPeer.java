// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A peer whose operations return at once. What each does is written at {@link DirectPeer}. */
public non-sealed interface AsyncPeer extends Peer {
    /** Where the chain of that task begins. */
    default Executor starter(int task) {
        return Runnable::run;
    }

    default CompletionStage<? extends UserRow> find(long id) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends UserRow> insert(UserRecord user) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends Number> update(UserRecord user) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends List<? extends UserRow>> list(long after) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends List<? extends TweetRow>> tweets(long after) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends List<? extends AuthorRow>> authors(long after) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends Number> transfer(long from, long to) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends List<? extends UserRow>> bulkCreate(List<UserRecord> users) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<? extends Number> bulkUpdate(List<UserRecord> users) {
        throw new UnsupportedOperationException();
    }

    default CompletionStage<?> stream(Consumer<MeasurementRow> consumer) {
        throw new UnsupportedOperationException();
    }
}
