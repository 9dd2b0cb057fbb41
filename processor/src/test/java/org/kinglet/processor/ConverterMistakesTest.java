// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** Converters that can't convert. */
class ConverterMistakesTest {
    private static final String METHODS = "{ public String toColumn(Duration d) { return \"\"; }"
            + " public Duration fromColumn(String s) { return Duration.ZERO; } %s }\n";

    /** An entity with a field of the type and this converter. */
    private static Mistake converter(String type, String declaration) {
        return Mistake.in(
                declaration + "@Entity class User {\n @Id long id;\n @Convert(C.class) " + type + " it; // here\n}");
    }

    @Test
    void ofAnotherType() {
        converter("Period", "class C implements Converter<Duration, String> " + METHODS.formatted(""))
                .says(
                        "the converter C is for Duration but User.it is of type Period: the first type argument of Converter must"
                                + " be Period");
    }

    @Test
    void toTypeWithoutMapping() {
        converter(
                        "Period",
                        "class C implements Converter<Period, Object> { public Object toColumn(Period p) { return p; }"
                                + " public Period fromColumn(Object o) { return Period.ZERO; } }\n")
                .says(
                        "the converter C of User.it converts to Object, which no column can have: the second type argument of"
                                + " Converter must be a type such as String, Long or BigDecimal");
    }

    @Test
    void isAbstract() {
        converter("Duration", "abstract class C implements Converter<Duration, String> {}\n")
                .says("the converter C of User.it is abstract: name a class that can be instantiated");
    }

    @Test
    void isInterface() {
        converter("Duration", "interface C extends Converter<Duration, String> {}\n")
                .says("the converter C of User.it is abstract: name a class that can be instantiated");
    }

    @Test
    void hasNoConstructorWithoutArguments() {
        converter("Duration", "class C implements Converter<Duration, String> " + METHODS.formatted("C(int i) {}"))
                .says(
                        "the converter C of User.it can't be instantiated: it needs a constructor without arguments that the"
                                + " package app can see, and if it is nested it must be static");
    }

    @Test
    void hasPrivateConstructor() {
        converter("Duration", "class C implements Converter<Duration, String> " + METHODS.formatted("private C() {}"))
                .says(
                        "the converter C of User.it can't be instantiated: it needs a constructor without arguments that the"
                                + " package app can see, and if it is nested it must be static");
    }

    @Test
    void isInnerClass() {
        Mistake.in("@Entity class User { class C implements Converter<Duration, String> " + METHODS.formatted("")
                        + "@Id long id;\n @Convert(C.class) Duration it; // here\n}")
                .says(
                        "the converter C of User.it can't be instantiated: it needs a constructor without arguments that the"
                                + " package app can see, and if it is nested it must be static");
    }
}
