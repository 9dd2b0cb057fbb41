// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.Action;
import org.kinglet.Work;
import org.kinglet.internal.Frame;
import org.opentest4j.AssertionFailedError;

/**
 * Counts the statements that a block asks for: those of the current task, of its futures and their callbacks, and of the
 * tasks (virtual threads) that it starts, on whichever database; not those of other tests at the same time. What Kinglet
 * does of its own accord, such as {@code BEGIN}, {@code COMMIT} or fetching more rows of a stream, does not count.
 *
 * <p>If the block gives a future, that is waited for. Any other it should join itself: what is asked for after the block
 * does not count.
 */
public final class StatementAssertions {
    private static final int MOST_LINES = 30;

    private StatementAssertions() {}

    /**
     * Runs the block and gives what it gives.
     *
     * @throws AssertionFailedError if it asked for more or fewer statements; the message lists them, without values
     */
    public static <T extends @Nullable Object, X extends Exception> T assertStatements(int expected, Work<T, X> block)
            throws X {
        if (expected < 0) throw new IllegalArgumentException("there are never less than 0 statements: " + expected);
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        T result = record(asked, block);
        List<String> statements = List.copyOf(asked);
        if (statements.size() != expected) {
            throw new AssertionFailedError(message(expected, statements), expected, statements.size());
        }
        return result;
    }

    /** The same for a block without a result. */
    public static <X extends Exception> void assertStatements(int expected, Action<X> block) throws X {
        StatementAssertions.<@Nullable Void, X>assertStatements(expected, () -> {
            block.run();
            return null;
        });
    }

    /** The SQL of the statements that the block asks for, in this order, without values. */
    public static <X extends Exception> List<String> statementsOf(Action<X> block) throws X {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        StatementAssertions.<@Nullable Void, X>record(asked, () -> {
            block.run();
            return null;
        });
        return List.copyOf(asked);
    }

    private static <T extends @Nullable Object, X extends Exception> T record(List<String> asked, Work<T, X> block)
            throws X {
        Frame.Recorder recorder = asked::add;
        Frame.enter(recorder);
        try {
            T result = block.run();
            // How it ended is for whoever has the future.
            if (result instanceof CompletableFuture<?> future) {
                future.handle((value, failure) -> true).join();
            }
            return result;
        } finally {
            Frame.leave(recorder);
        }
    }

    private static String message(int expected, List<String> statements) {
        StringBuilder message = new StringBuilder("expected ")
                .append(expected)
                .append(expected == 1 ? " statement, but " : " statements, but ")
                .append(
                        statements.isEmpty()
                                ? "none was"
                                : statements.size() == 1 ? "1 was" : statements.size() + " were")
                .append(" asked for")
                .append(statements.isEmpty() ? "" : ":");
        int lines = 0;
        for (int i = 0; i < statements.size(); ) {
            String sql = statements.get(i);
            int next = i + 1;
            while (next < statements.size() && statements.get(next).equals(sql)) next++;
            message.append("\n  ");
            if (++lines > MOST_LINES)
                return message.append("… and ")
                        .append(statements.size() - i)
                        .append(" more")
                        .toString();
            message.append(i + 1);
            if (next > i + 1) message.append(" to ").append(next);
            message.append(": ").append(sql);
            i = next;
        }
        return message.toString();
    }
}
