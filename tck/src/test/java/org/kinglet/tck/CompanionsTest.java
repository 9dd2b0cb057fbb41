// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.kinglet.query.Relation;
import org.kinglet.tck.model.Tweet;

/** Companions that are touched for the first time by several threads together: their relations form circles. */
class CompanionsTest {
    private static final String PACKAGE = "org.kinglet.tck.model.";

    /** Loads the models anew, so that none of them is initialized. */
    private static final class FreshModels extends URLClassLoader {
        FreshModels() {
            super(
                    new URL[] {Tweet.class.getProtectionDomain().getCodeSource().getLocation()},
                    Tweet.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    @Test
    void threadsThatTouchThemTogetherDoNotWaitForEachOther() throws Exception {
        for (int round = 0; round < 50; round++) {
            touchTogether(List.of("Users", "Tweets", "Likes", "Categories", "Enrollments", "Appeals", "Courses"));
        }
    }

    private static void touchTogether(List<String> companions) throws Exception {
        try (FreshModels models = new FreshModels()) {
            CountDownLatch start = new CountDownLatch(1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (String companion : companions) {
                threads.add(Thread.ofPlatform().daemon().start(() -> {
                    try {
                        start.await();
                        Class<?> type = Class.forName(PACKAGE + companion, true, models);
                        Object table = type.getField(companion.toUpperCase(Locale.ROOT))
                                .get(null);
                        // Following the relations initializes the others.
                        for (var field : type.getFields()) {
                            if (field.get(table) instanceof Relation<?, ?> relation) {
                                assertThat(relation.target()).isNotNull();
                            }
                        }
                    } catch (Throwable thrown) {
                        failure.set(thrown);
                    }
                }));
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).as("dead-locked").isFalse();
            }
            assertThat(failure.get()).isNull();
        }
    }
}
