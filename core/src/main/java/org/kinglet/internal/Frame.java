// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a task is in the middle of: a list from the innermost block outwards. Immutable, so that a future can carry it to
 * another thread while its own goes on.
 *
 * <p>A test has a {@link Ground}: a part of the list that is there for the tasks which it starts too. It goes on to virtual
 * threads that the test or one of its virtual threads starts, by whatever means, and never to a platform thread, which may
 * come from a pool and serve another test next.
 */
public final class Frame {
    private static final ThreadLocal<Frame> CURRENT = new ThreadLocal<>();
    private static final InheritableThreadLocal<@Nullable Ground> GROUND = new InheritableThreadLocal<>() {
        @Override
        protected @Nullable Ground childValue(@Nullable Ground parents) {
            return parents != null && parents.isOfCurrentThread() ? parents : null;
        }
    };
    /** Whether there ever was a ground: only tests have one. */
    private static volatile boolean grounded;

    private final @Nullable Frame outer;
    private final @Nullable Engine engine;
    /** By which it is known when it is left: the channel, or what stands for a block without one. */
    private final Object block;

    private final @Nullable Channel channel;

    /** What new tasks begin with. */
    private record Ground(Thread owner, Frame frame) {
        private boolean isOfCurrentThread() {
            Thread thread = Thread.currentThread();
            return thread == owner || thread.isVirtual();
        }
    }

    /** Is told of each statement that is asked for within its block. */
    @FunctionalInterface
    public interface Recorder {
        void asked(String sql);
    }

    /** All that the current thread is in, to be put back later, or into another thread of the same test. */
    public static final class State {
        private final @Nullable Frame current;
        private final @Nullable Frame ground;

        private State(@Nullable Frame current, @Nullable Frame ground) {
            this.current = current;
            this.ground = ground;
        }

        /** Whether the current thread is one of the test that this is of. */
        public boolean hasGroundOfCurrentThread() {
            return ground != null && ground() == ground;
        }
    }

    private Frame(@Nullable Frame outer, @Nullable Engine engine, Object block, @Nullable Channel channel) {
        this.outer = outer;
        this.engine = engine;
        this.block = block;
        this.channel = channel;
    }

    /** The innermost block of the current thread. */
    static @Nullable Frame current() {
        Frame frame = CURRENT.get();
        return frame != null || !grounded ? frame : ground();
    }

    private static @Nullable Frame ground() {
        Ground ground = GROUND.get();
        return ground != null && ground.isOfCurrentThread() ? ground.frame() : null;
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
        CURRENT.set(new Frame(current(), channel.engine(), channel, channel));
    }

    /** Enters a block in which unqualified statements mean the database. */
    public static Frame use(Engine engine) {
        Frame used = new Frame(current(), engine, new Object(), null);
        CURRENT.set(used);
        return used;
    }

    /** Takes the block of a channel out of the current thread's list, wherever in it it is. */
    public static void remove(Channel channel) {
        install(without(current(), channel));
    }

    /** The same for a block of {@link #use}: one begun within it may still be open. */
    public static void remove(Frame used) {
        install(without(current(), used.block));
    }

    private static @Nullable Frame without(@Nullable Frame frame, Object block) {
        if (frame == null) return null;
        if (frame.block == block) return frame.outer;
        Frame outer = without(frame.outer, block);
        return outer == frame.outer ? frame : new Frame(outer, frame.engine, frame.block, frame.channel);
    }

    /** Whether the current thread is in a block of the channel. */
    public static boolean isEntered(Channel channel) {
        for (Frame frame = current(); frame != null; frame = frame.outer) {
            if (frame.channel == channel) return true;
        }
        return false;
    }

    /** The innermost channel of the engine that the task is in; null if it is in none. */
    static @Nullable Channel find(Engine engine) {
        for (Frame frame = current(); frame != null; frame = frame.outer) {
            if (frame.engine == engine && frame.channel != null) return frame.channel;
        }
        return null;
    }

    /** The database of the innermost {@link #use}. */
    public static @Nullable Engine used() {
        for (Frame frame = current(); frame != null; frame = frame.outer) {
            if (frame.channel == null && !(frame.block instanceof Recorder)) return frame.engine;
        }
        return null;
    }

    /** The database of the innermost transaction or connection. */
    public static @Nullable Engine entered() {
        for (Frame frame = current(); frame != null; frame = frame.outer) {
            if (frame.channel != null) return frame.engine;
        }
        return null;
    }

    // What tests need

    public static State state() {
        return new State(CURRENT.get(), grounded ? ground() : null);
    }

    public static void restore(State state) {
        install(state.current);
        setGround(state.ground);
    }

    private static void setGround(@Nullable Frame frame) {
        if (frame == null) GROUND.remove();
        else GROUND.set(new Ground(Thread.currentThread(), frame));
    }

    /**
     * From now on, the current task and those that it starts mean this database, and their statements go to the channel
     * where they would go to the pool.
     */
    static void enterGround(Scope scope, Channel channel) {
        grounded = true;
        Frame used = new Frame(ground(), channel.engine(), scope, null);
        Frame ground = new Frame(used, channel.engine(), channel, channel);
        setGround(ground);
        install(ground);
    }

    /** Has the statements recorded that the current task and those that it starts ask for, until {@link #leave}. */
    public static void enter(Recorder recorder) {
        grounded = true;
        CURRENT.set(new Frame(current(), null, recorder, null));
        setGround(new Frame(ground(), null, recorder, null));
    }

    public static void leave(Recorder recorder) {
        install(without(CURRENT.get(), recorder));
        setGround(without(ground(), recorder));
    }

    /** A statement is asked for by the current task. */
    static void asked(String sql) {
        if (!grounded) return;
        for (Frame frame = current(); frame != null; frame = frame.outer) {
            if (frame.block instanceof Recorder recorder) recorder.asked(sql);
        }
    }

    /** Where statements of new tasks go; null if the current task has no ground for this database. */
    static @Nullable Channel groundOf(Engine engine) {
        if (!grounded) return null;
        for (Frame frame = ground(); frame != null; frame = frame.outer) {
            if (frame.engine == engine && frame.channel != null) return frame.channel;
        }
        return null;
    }

    /** The innermost database that the current task has a ground for; null if it has none for any of them. */
    static @Nullable Engine groundOf(Set<Engine> engines) {
        if (!grounded) return null;
        for (Frame frame = ground(); frame != null; frame = frame.outer) {
            if (frame.engine != null && frame.channel != null && engines.contains(frame.engine)) return frame.engine;
        }
        return null;
    }

    /** The test that a task belongs to which begins with this; null if it is none's. */
    static @Nullable Scope scope(@Nullable Frame first) {
        if (!grounded) return null;
        for (Frame frame = first != null ? first : ground(); frame != null; frame = frame.outer) {
            if (frame.block instanceof Scope scope) return scope;
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
