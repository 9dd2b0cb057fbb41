// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the event loops of the frameworks that people run us in, whatever the backend: a wait there stops every
 * connection that the loop serves. A driver knows its own threads; these are the application's.
 *
 * <p>There is no API of the JDK for this, and we depend on none of the frameworks, so they are known by the names of
 * their types: Netty and what is built on it (Vert.x, Quarkus, Micronaut), and Reactor (Spring WebFlux). Netty's threads
 * also serve executors that may well be blocked, so a thread of Netty is asked what it is at the moment. Virtual threads
 * are never event loops and cost one comparison.
 */
final class EventLoopThreads {
    private static final String NETTY_THREAD = "io.netty.util.concurrent.FastThreadLocalThread";
    private static final String REACTOR_MARK = "reactor.core.scheduler.NonBlocking";

    /** What a class of threads tells; the result is kept with the class, so that it can be unloaded. */
    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return Kind.of(type);
        }
    };

    private EventLoopThreads() {}

    static boolean isCurrent() {
        Thread thread = Thread.currentThread();
        return !thread.isVirtual() && KINDS.get(thread.getClass()).isLoopNow();
    }

    private record Kind(
            boolean always,
            @Nullable MethodHandle currentExecutor,
            @Nullable Class<?> eventLoop) {
        private static final Kind ORDINARY = new Kind(false, null, null);
        private static final Kind LOOP = new Kind(true, null, null);

        static Kind of(Class<?> threads) {
            for (Class<?> type = threads; type != null && type != Thread.class; type = type.getSuperclass()) {
                if (type.getName().equals(NETTY_THREAD)) return ofNetty(type.getClassLoader());
                for (Class<?> mark : type.getInterfaces()) {
                    if (mark.getName().equals(REACTOR_MARK)) return LOOP;
                }
            }
            return ORDINARY;
        }

        private static Kind ofNetty(ClassLoader loader) {
            try {
                Class<?> executor = Class.forName("io.netty.util.concurrent.EventExecutor", false, loader);
                Class<?> current = Class.forName("io.netty.util.internal.ThreadExecutorMap", false, loader);
                Class<?> eventLoop = Class.forName("io.netty.channel.EventLoop", false, loader);
                MethodHandle handle = MethodHandles.publicLookup()
                        .findStatic(current, "currentExecutor", MethodType.methodType(executor));
                return new Kind(false, handle.asType(MethodType.methodType(Object.class)), eventLoop);
            } catch (ReflectiveOperationException noNetworkOrAnotherNetty) {
                return ORDINARY; // not to refuse what may be a thread for blocking work
            }
        }

        boolean isLoopNow() {
            MethodHandle current = currentExecutor;
            if (current == null || eventLoop == null) return always;
            try {
                return eventLoop.isInstance(current.invokeExact());
            } catch (Error | RuntimeException failure) {
                throw failure;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
