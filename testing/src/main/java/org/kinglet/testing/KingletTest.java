// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.Table;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Frame;
import org.kinglet.internal.Scope;
import org.opentest4j.AssertionFailedError;

/**
 * A JUnit extension: each test runs in a transaction that is rolled back at its end, in a schema that only this class uses.
 *
 * <pre>{@code
 * class TimelineTest {
 *     @RegisterExtension
 *     static final KingletTest kinglet = KingletTest.on("postgresql://test@localhost/test").tables(USERS, TWEETS);
 *
 *     @Test
 *     void showsTheNewestFirst() {
 *         User ada = USERS.create(USERS.username.set("ada"));
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>The transaction stands for the database, and the code under test need not know of it. A statement by itself is done, or
 * fails and has done nothing, and the test goes on; {@code atomic}, {@code transaction} and {@code begin} begin a
 * transaction, whose {@code afterCommit} callbacks run; futures, {@code runAsync} and any virtual thread that is started see
 * what others have committed. But there is one connection: tasks take turns. Other threads, such as those of a pool, belong to
 * no test: on a database of the extension's own they are refused. {@link Committed} is for tests that need more.
 *
 * <p>In a test, unqualified statements mean its database, whatever the tables are bound to. {@code Database} may be a parameter
 * of tests and of their {@code @BeforeEach} and {@code @AfterEach} methods.
 *
 * <p>Tests may run in parallel: each has a schema to itself while it runs. As many are made as run at the same time, and all
 * are removed after the class. In a static field, the extension is for the class and those nested in it; in a field of the
 * instance, each test has a fresh schema.
 *
 * <p>A test fails if it leaves something behind: a transaction or connection that it began, a stream, a task that does not
 * end. Immutable: each method gives another extension.
 */
public final class KingletTest
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {
    private static final String RUNNING = "running";

    private final Setup setup;
    /** Those of the classes that are running, by what their tests are in the middle of. */
    private final Map<Engine, Database> databases = new ConcurrentHashMap<>();

    private final ExtensionContext.Namespace namespace = ExtensionContext.Namespace.create(KingletTest.class, this);

    private KingletTest(Setup setup) {
        this.setup = setup;
    }

    /**
     * A database of the extension's own: a schema on PostgreSQL, a database on MySQL and MariaDB (beside the one that the URL
     * names, of which only the server and the login are used), a temporary file or a database in memory on SQLite.
     */
    public static KingletTest on(String url) {
        return on(() -> url);
    }

    /** The same with a URL that is known when the first test of the class begins, as that of a container. */
    public static KingletTest on(Supplier<String> url) {
        return new KingletTest(new Setup(url, null, List.of(), builder -> {}, null));
    }

    /**
     * A database that the program has opened and keeps open. Its tests take turns, those of other classes too. {@link #tables}
     * are created where they are missing, and stay.
     */
    public static KingletTest with(Supplier<Database> database) {
        return new KingletTest(new Setup(null, database, List.of(), builder -> {}, null));
    }

    /** The same with a database that is open already. */
    public static KingletTest with(Database database) {
        return with(() -> database);
    }

    /** The tables to be created, in whichever order. */
    public KingletTest tables(Table<?, ?>... tables) {
        return new KingletTest(setup.withTables(List.of(tables)));
    }

    /** How to open the database, where the defaults will not do. */
    public KingletTest configure(Consumer<DatabaseBuilder> configuration) {
        return new KingletTest(setup.withConfiguration(configuration));
    }

    /** Rows that all tests begin with: committed once for each schema. */
    public KingletTest data(Consumer<Database> data) {
        return new KingletTest(setup.withData(data));
    }

    /**
     * The database of the test that calls this.
     *
     * @throws IllegalStateException in a thread that belongs to no test of this extension
     */
    public Database database() {
        Engine current = Scope.current(databases.keySet());
        Database database = current == null ? null : databases.get(current);
        if (database != null) return database;
        throw new IllegalStateException(
                "this thread is in no test of this extension; ask within a test, its @BeforeEach or"
                        + " its @AfterEach, or in a virtual thread that one of them has started");
    }

    // Called by JUnit

    /** Makes the schema, so that what is wrong with it is said once. */
    @Override
    public void beforeAll(ExtensionContext context) {
        places(context).prepare();
    }

    private Places places(ExtensionContext context) {
        return context.getStore(namespace)
                .computeIfAbsent("places", key -> Places.of(setup, databases, context.getRoot()), Places.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Places places = places(context);
        boolean committed = isCommitted(context);
        if (committed && !places.mayCommit()) {
            throw new IllegalStateException(
                    "@Committed would leave rows in a database that is not the extension's own, or"
                            + " delete others; use KingletTest.on(url)");
        }
        Place place = places.take();
        try {
            Scope scope = place.begin(committed);
            context.getStore(namespace).put(RUNNING, new Running(places, place, scope, committed, Frame.state()));
        } catch (Throwable failure) {
            places.giveBack(place);
            throw failure;
        }
    }

    private static boolean isCommitted(ExtensionContext context) {
        Stream<Class<?>> classes =
                Stream.concat(context.getTestClass().stream(), context.getEnclosingTestClasses().stream());
        return AnnotationSupport.isAnnotated(context.getElement(), Committed.class)
                || classes.anyMatch(type -> AnnotationSupport.isAnnotated(type, Committed.class));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running running = context.getStore(namespace).remove(RUNNING, Running.class);
        if (running == null) return;
        List<String> left;
        try {
            left = running.scope().end(setup.patience());
            if (running.committed()) running.place().clear();
        } finally {
            running.places().giveBack(running.place());
        }
        if (!left.isEmpty()) {
            throw new AssertionFailedError("the test has left behind " + String.join("; ", left)
                    + ". A test ends what it begins: close it (try-with-resources), or join the future");
        }
    }

    /** What a test is in the middle of. */
    private record Running(Places places, Place place, Scope scope, boolean committed, Frame.State state) {}

    private @Nullable Running running(ExtensionContext context) {
        return context.getStore(namespace).get(RUNNING, Running.class);
    }

    /** In the transaction of the test, if JUnit runs this in another thread because of a {@code @Timeout}. */
    private <T extends @Nullable Object> T proceed(Invocation<T> invocation, ExtensionContext context)
            throws Throwable {
        Running running = running(context);
        if (running == null || running.state().hasGroundOfCurrentThread()) return invocation.proceed();
        Frame.State before = Frame.state();
        Frame.restore(running.state());
        try {
            return invocation.proceed();
        } finally {
            Frame.restore(before);
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        return proceed(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class && running(context) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        if (running == null) throw new IllegalStateException("no test is running");
        return running.place().database();
    }

    /** What was said of an extension. */
    record Setup(
            @Nullable Supplier<String> url,
            @Nullable Supplier<Database> database,
            List<Table<?, ?>> tables,
            Consumer<DatabaseBuilder> configuration,
            @Nullable Consumer<Database> data) {
        Setup withTables(List<Table<?, ?>> more) {
            List<Table<?, ?>> all =
                    Stream.concat(tables.stream(), more.stream()).distinct().toList();
            return new Setup(url, database, all, configuration, data);
        }

        Setup withConfiguration(Consumer<DatabaseBuilder> more) {
            if (url == null) throw new IllegalStateException("a database that is open already cannot be configured");
            return new Setup(url, database, tables, configuration.andThen(more), data);
        }

        Setup withData(Consumer<Database> more) {
            if (url == null) {
                throw new IllegalStateException(
                        "data(…) would stay in a database that is not the extension's own; create"
                                + " the rows in a @BeforeEach method");
            }
            return new Setup(url, database, tables, configuration, data == null ? more : data.andThen(more));
        }

        /** How long a test waits at its end for the tasks that it has started. */
        Duration patience() {
            return Duration.ofSeconds(10);
        }
    }
}
