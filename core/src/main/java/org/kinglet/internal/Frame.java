// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a task is in the middle of: a list from the innermost block outwards. Immutable, so that a future can carry it to
 * another thread while its own goes on.
 */
public final class Frame {
    private static final ThreadLocal<Frame> CURRENT = new ThreadLocal<>();

    private final @Nullable Frame outer;
    private final Engine engine;
    /** By which it is known when it is left: the channel, or what stands for a block without one. */
    private final Object block;

    private final @Nullable Channel channel;

    private Frame(@Nullable Frame outer, Engine engine, Object block, @Nullable Channel channel) {
        this.outer = outer;
        this.engine = engine;
        this.block = block;
        this.channel = channel;
    }

    /** The innermost block of the current thread. */
    static @Nullable Frame current() {
        return CURRENT.get();
    }

    static void install(@Nullable Frame frame) {
        if (frame == null) CURRENT.remove();
        else CURRENT.set(frame);
    }

    /** Runs with the given frame in place of the thread's own. */
    static <T> T call(@Nullable Frame frame, Callable<T> body) throws Exception {
        Frame before = CURRENT.get();
        install(frame);
        try {
            return body.call();
        } finally {
            install(before);
        }
    }

    /** Enters a block in which statements of the channel's database go to the channel. */
    public static void enter(Channel channel) {
        CURRENT.set(new Frame(CURRENT.get(), channel.engine(), channel, channel));
    }

    /** Enters a block in which unqualified statements mean the database. */
    public static Frame use(Engine engine) {
        Frame used = new Frame(CURRENT.get(), engine, new Object(), null);
        CURRENT.set(used);
        return used;
    }

    /** Takes the block of a channel out of the current thread's list, wherever in it it is. */
    public static void remove(Channel channel) {
        install(without(CURRENT.get(), channel));
    }

    /** The same for a block of {@link #use}: one begun within it may still be open. */
    public static void remove(Frame used) {
        install(without(CURRENT.get(), used.block));
    }

    private static @Nullable Frame without(@Nullable Frame frame, Object block) {
        if (frame == null) return null;
        if (frame.block == block) return frame.outer;
        Frame outer = without(frame.outer, block);
        return outer == frame.outer ? frame : new Frame(outer, frame.engine, frame.block, frame.channel);
    }

    /** Whether the current thread is in a block of the channel. */
    public static boolean isEntered(Channel channel) {
        for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer) {
            if (frame.channel == channel) return true;
        }
        return false;
    }

    /** The innermost channel of the engine that the task is in; null if it is in none. */
    static @Nullable Channel find(Engine engine) {
        for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer) {
            if (frame.engine == engine && frame.channel != null) return frame.channel;
        }
        return null;
    }

    /** The database of the innermost {@link #use}. */
    public static @Nullable Engine used() {
        for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer) {
            if (frame.channel == null) return frame.engine;
        }
        return null;
    }

    /** The database of the innermost transaction or connection. */
    public static @Nullable Engine entered() {
        for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer) {
            if (frame.channel != null) return frame.engine;
        }
        return null;
    }

    /** The innermost transaction that this is part of, of whichever database. */
    @Nullable
    Level level() {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            if (frame.channel instanceof Level level) return level;
        }
        return null;
    }
}
