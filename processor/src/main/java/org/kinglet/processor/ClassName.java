// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** A class by name, which may be one that is yet to be generated. */
record ClassName(String packageName, List<String> simpleNames) {
    ClassName {
        simpleNames = List.copyOf(simpleNames);
    }

    static ClassName of(String packageName, String simpleName) {
        return new ClassName(packageName, List.of(simpleName));
    }

    static ClassName of(TypeElement type) {
        List<String> names = new ArrayList<>();
        Element element = type;
        while (element != null && !(element instanceof PackageElement)) {
            names.addFirst(element.getSimpleName().toString());
            element = element.getEnclosingElement();
        }
        String packageName = element instanceof PackageElement found
                ? found.getQualifiedName().toString()
                : "";
        return new ClassName(packageName, names);
    }

    ClassName nested(String name) {
        List<String> names = new ArrayList<>(simpleNames);
        names.add(name);
        return new ClassName(packageName, names);
    }

    String topLevelName() {
        return simpleNames.getFirst();
    }

    String simpleName() {
        return simpleNames.getLast();
    }

    /** What the class that it is nested in is called. */
    String outerName() {
        return simpleNames.get(simpleNames.size() - 2);
    }

    /** The name without its package, as it is written where the outermost class is imported. */
    String nameInPackage() {
        return String.join(".", simpleNames);
    }

    /** The fully qualified name. */
    String canonicalName() {
        return packageName.isEmpty() ? nameInPackage() : packageName + "." + nameInPackage();
    }
}
