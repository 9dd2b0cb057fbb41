// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.EntityView;
import org.kinglet.Manager;
import org.kinglet.Many;
import org.kinglet.ManyToMany;
import org.kinglet.Model;
import org.kinglet.Notifications;
import org.kinglet.Ref;
import org.kinglet.Schema;
import org.kinglet.SchemaDiff;
import org.kinglet.Table;
import org.kinglet.TableAlteration;
import org.kinglet.Transaction;
import org.kinglet.migrate.Migrations;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.Select;
import org.kinglet.query.Statement;

/** Every operation that does I/O has its Async twin: same parameters, a future of the same result. */
class AsyncTwinsTest {
    private static final Map<String, Class<?>> BOXES =
            Map.of("int", Integer.class, "long", Long.class, "boolean", Boolean.class, "void", Void.class);

    /** What makes or describes something and never asks the database. */
    private static final Set<String> NO_IO = Set.of(
            // statements are values
            "select",
            "raw",
            "from",
            "insert",
            "insertMany",
            "insertEntities",
            "insertMaps",
            "insertFrom",
            "update@Table",
            "delete@Table",
            "as",
            "on",
            "sql@Statement",
            "timeout",
            "onPrimary@Select",
            "isOnPrimary",
            "where",
            "join",
            "leftJoin",
            "rightJoin",
            "fullJoin",
            "groupBy",
            "having",
            "orderBy",
            "window",
            "limit",
            "offset",
            "paginate",
            "values",
            "with",
            "crossJoin",
            "joinLateral",
            "leftJoinLateral",
            "distinctOn",
            "union",
            "unionAll",
            "intersect",
            "intersectAll",
            "except",
            "exceptAll",
            "asTable",
            "forUpdate",
            "forShare",
            "of@Select",
            "noWait",
            "skipLocked",
            "after",
            "maps",
            "tuples",
            "unordered",
            "stored",
            "distinct",
            "map",
            "render",
            "shape",
            "clauses",
            "withRelated",
            "toMap",
            "fromMap",
            "ref",
            "related",
            "reading",
            // what is known without asking
            "definition",
            "alias",
            "entityClass",
            "runner",
            "defaults",
            "database",
            "schema@Manager",
            "in@Schema",
            "alter@Schema",
            "differences",
            "isEmpty@SchemaDiff",
            "remaining",
            "statements@SchemaDiff",
            "renamed",
            "fill",
            "allowLoss",
            "withExtraTables",
            "addColumn",
            "dropColumn",
            "renameColumn",
            "setType",
            "setFullText",
            "setNotNull",
            "dropNotNull",
            "setDefault",
            "dropDefault",
            "addIndex",
            "addUniqueIndex",
            "dropIndex",
            "addForeignKey",
            "dropForeignKey",
            "addCheck",
            "dropCheck",
            "url",
            "stats",
            "of",
            "to",
            "none",
            "id",
            "isNone",
            "isLoaded",
            "isPersisted",
            "dirtyColumns",
            "afterCommit",
            "beforeSave",
            "afterSave",
            "beforeDelete",
            "afterDelete",
            "insteadOfDelete",
            "afterLoad",
            "builder",
            "bind",
            "equals",
            "hashCode",
            "toString",
            // what a builder is told
            "poolSize",
            "minPoolSize",
            "acquireTimeout",
            "maxLifetime",
            "idleTimeout",
            "settings",
            "listener",
            "logParameters",
            "blocking",
            "completeOn",
            "readReplicas",
            "replicaLag",
            // what migrations are told
            "dialect@Database",
            "from@Migrations",
            "script",
            "step",
            "table",
            "lockTimeout",
            "dryRun",
            // notifications: the server is told later
            "close@Notifications",
            "isClosed@Notifications",
            "channels");

    /** Iteration has a publisher in place of a twin; blocks have atomicAsync and runAsync. */
    private static final Set<String> OTHER_FORMS = Set.of(
            "stream",
            "publisher",
            "iterator",
            "forEach",
            "spliterator",
            "use",
            "onPrimary@Database",
            "transaction",
            "savepoint",
            "allowBlocking",
            // the null-giving form of get, whose twin is getAsync
            "orNull",
            // the short form of builder(url).open()
            "open@Database");

    static Stream<Class<?>> types() {
        return Stream.of(
                Database.class,
                Connection.class,
                Transaction.class,
                Manager.class,
                QueryRunner.class,
                Table.class,
                EntityView.class,
                Model.class,
                Select.class,
                Statement.class,
                Ref.class,
                Many.class,
                ManyToMany.class,
                DatabaseBuilder.class,
                Migrations.class,
                Notifications.class,
                Schema.class,
                SchemaDiff.class,
                TableAlteration.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyOperationHasItsTwin(Class<?> type) {
        List<String> missing = new ArrayList<>();
        for (Method method : operations(type).toList()) {
            if (twin(type, method).isEmpty()) missing.add(describe(method));
        }
        assertThat(missing)
                .as("operations of %s without an Async twin", type.getSimpleName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTwinGivesAFutureOfTheSameResult(Class<?> type) {
        List<String> wrong = new ArrayList<>();
        for (Method method : operations(type).toList()) {
            for (Method twin : twin(type, method)) {
                if (!isFutureOf(twin.getGenericReturnType(), method.getGenericReturnType())) wrong.add(describe(twin));
            }
        }
        assertThat(wrong)
                .as("twins of %s with another result", type.getSimpleName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTwinHasADirectForm(Class<?> type) {
        Set<String> direct = publicMethods(type).map(AsyncTwinsTest::signature).collect(toSet());
        assertThat(publicMethods(type)
                        .filter(method -> method.getName().endsWith("Async")
                                && !method.getName().equals("runAsync"))
                        .map(method -> signature(method).replaceFirst("Async\\(", "(")))
                .isSubsetOf(direct);
    }

    @Test
    void theListsNameNothingThatIsGone() {
        Set<String> names = types().flatMap(AsyncTwinsTest::publicMethods)
                .map(Method::getName)
                .collect(toSet());
        assertThat(Stream.of(NO_IO, OTHER_FORMS).flatMap(Set::stream).map(name -> name.replaceFirst("@.*", "")))
                .isSubsetOf(names);
    }

    private static Stream<Method> operations(Class<?> type) {
        return publicMethods(type).filter(method -> !method.getName().endsWith("Async") && !isListed(type, method));
    }

    private static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(AsyncTwinsTest::written)
                .flatMap(Optional::stream);
    }

    /** A bridge stands for a method of a class that is not public, or for one that gives something narrower. */
    private static Optional<Method> written(Method method) {
        if (!method.isBridge()) return Optional.of(method);
        return Arrays.stream(method.getDeclaringClass().getSuperclass().getDeclaredMethods())
                .filter(inherited -> !inherited.isBridge()
                        && inherited.getName().equals(method.getName())
                        && !Modifier.isAbstract(inherited.getModifiers())
                        && Arrays.equals(inherited.getParameterTypes(), method.getParameterTypes()))
                .findFirst();
    }

    private static boolean isListed(Class<?> type, Method method) {
        String name = method.getName();
        return Stream.of(NO_IO, OTHER_FORMS)
                .anyMatch(list -> list.contains(name)
                        || list.contains(name + "@" + type.getSimpleName())
                        || list.contains(name + "@" + method.getDeclaringClass().getSimpleName()));
    }

    private static List<Method> twin(Class<?> type, Method method) {
        return publicMethods(type)
                .filter(other -> other.getName().equals(method.getName() + "Async"))
                .filter(other -> parameters(other).equals(parameters(method)))
                .filter(other -> Modifier.isStatic(other.getModifiers()) == Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    /** Blocks are the exception: what a task of its own throws comes by its future. */
    private static String parameters(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(Type::getTypeName)
                .map(name -> name.replace("? extends java.lang.Exception", "X"))
                .toList()
                .toString();
    }

    private static boolean isFutureOf(Type twin, Type result) {
        return twin instanceof ParameterizedType future
                && future.getRawType() == CompletableFuture.class
                && future.getActualTypeArguments()[0]
                        .getTypeName()
                        .equals(
                                BOXES.containsKey(result.getTypeName())
                                        ? BOXES.get(result.getTypeName()).getName()
                                        : result.getTypeName());
    }

    private static String signature(Method method) {
        return method.getName() + "(" + parameters(method) + ")";
    }

    private static String describe(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + signature(method);
    }
}
