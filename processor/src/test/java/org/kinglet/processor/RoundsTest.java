// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entities that are made of classes which other processors write. */
class RoundsTest {
    /** Writes an enum in its first round. */
    private static final class OtherProcessor extends AbstractProcessor {
        private boolean done;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (done) return false;
            done = true;
            try (Writer file =
                    processingEnv.getFiler().createSourceFile("app.Color").openWriter()) {
                file.write("package app; public enum Color { RED }");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        }
    }

    private static final Map<String, String> CAR = Map.of(
            "app.Car", "package app; import org.kinglet.*; @Entity public record Car(@Id long id, Color color) {}");

    @ParameterizedTest
    @EnumSource
    void waitsForTypesThatAreGenerated(Compilation.Tool tool) {
        Compilation compilation =
                Compilation.Setup.of(tool).with(new OtherProcessor()).compile(CAR);

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated().get("app.Cars")).contains("DataType.ofEnum(Color.class)");
    }

    @Test
    void leavesMissingTypesToTheCompiler() {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC).compile(CAR);

        assertThat(compilation.complaints()).singleElement().asString().contains("cannot find symbol", "class Color");
    }
}
