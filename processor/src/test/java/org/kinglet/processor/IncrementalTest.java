// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** What build tools must know to compile incrementally: each file comes from exactly one entity. */
class IncrementalTest {
    /** Notes of each file what it is said to come from. */
    private static final class Spy extends AbstractProcessor {
        private final Processor processor = new EntityProcessor();
        private final List<String> files = new ArrayList<>();

        @Override
        public void init(ProcessingEnvironment environment) {
            super.init(environment);
            Filer filer = proxy(Filer.class, environment.getFiler());
            processor.init((ProcessingEnvironment) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ProcessingEnvironment.class},
                    (self, method, arguments) ->
                            method.getName().equals("getFiler") ? filer : method.invoke(environment, arguments)));
        }

        private <T> T proxy(Class<T> type, T target) {
            return type.cast(Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        files.add(method.getName() + " " + arguments[0] + " from "
                                + Arrays.toString((Element[]) arguments[1]));
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }
    }

    @Test
    void eachCompanionComesFromItsEntity() {
        Spy spy = new Spy();

        Compilation.Setup.of(Compilation.Tool.JAVAC).instead(spy).compile(Map.of("app.User", """
                        package app;
                        import org.kinglet.Entity;
                        import org.kinglet.Id;
                        import org.kinglet.Ref;
                        @Entity
                        public record User(@Id long id) {
                            @Entity
                            public record Tweet(@Id long id, Ref<User> user) {}
                        }
                        """));

        assertThat(spy.files)
                .containsExactly(
                        "createSourceFile app.Users from [app.User]",
                        "createSourceFile app.Tweets from [app.User.Tweet]");
    }

    @Test
    void theEntityOfPairsComesFromOneSide() {
        Spy spy = new Spy();

        Compilation.Setup.of(Compilation.Tool.JAVAC).instead(spy).compile(Map.of("app.User", """
                        package app;
                        import org.kinglet.Entity;
                        import org.kinglet.Id;
                        import org.kinglet.ManyToMany;
                        @Entity
                        public class User {
                            @Id public long id;
                            public final ManyToMany<Club> clubs = new ManyToMany<>();
                            @Entity
                            public static class Club {
                                @Id public long id;
                                public final ManyToMany<User> users = new ManyToMany<>();
                            }
                        }
                        """));

        assertThat(spy.files)
                .containsExactly(
                        "createSourceFile app.Users from [app.User]",
                        "createSourceFile app.Clubs from [app.User.Club]",
                        "createSourceFile app.ClubsUsersRow from [app.User.Club]",
                        "createSourceFile app.ClubsUsers from [app.ClubsUsersRow]");
    }

    @Test
    void gradleIsTold() throws IOException {
        assertThat(resource("META-INF/gradle/incremental.annotation.processors"))
                .isEqualTo(EntityProcessor.class.getName() + ",isolating\n" + ReferrersProcessor.class.getName()
                        + ",aggregating\n");
    }

    @Test
    void compilersFindTheProcessor() throws IOException {
        assertThat(resource("META-INF/services/javax.annotation.processing.Processor"))
                .isEqualTo(EntityProcessor.class.getName() + "\n" + ReferrersProcessor.class.getName() + "\n");
    }

    private static String resource(String name) throws IOException {
        try (var stream = EntityProcessor.class.getModule().getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
