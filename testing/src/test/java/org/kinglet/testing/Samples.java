// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that are themselves the subject of tests. */
final class Samples {
    private static volatile Target target = Target.SQLITE_MEMORY;

    private Samples() {}

    /** For the extensions of samples. */
    static String url() {
        return target.url();
    }

    static Target target() {
        return target;
    }

    static EngineExecutionResults run(Target on, Class<?>... classes) {
        return run(on, Map.of(), classes);
    }

    static EngineExecutionResults runInParallel(Target on, Class<?>... classes) {
        return run(
                on,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.executor-service", "FORK_JOIN_POOL",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                classes);
    }

    private static EngineExecutionResults run(Target on, Map<String, String> configuration, Class<?>... classes) {
        target = on;
        DiscoverySelector[] selectors =
                Arrays.stream(classes).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new);
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(configuration)
                .selectors(selectors)
                .execute();
    }
}
