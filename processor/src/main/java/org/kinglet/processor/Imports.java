// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The imports of one generated file. A simple name is given only to a class that it can mean nothing else than; all others
 * are qualified. Which simple names the file's own package takes is known after everything was written once, so a file is
 * written twice, with the {@link #second} imports of the first pass.
 */
final class Imports {
    private final String packageName;
    private final Set<String> nested;
    private final Set<String> taken;
    private final Set<String> used = new HashSet<>();
    private final Set<String> ownPackage = new HashSet<>();
    private final Map<String, String> imported = new TreeMap<>();

    /**
     * @param companion the class of the file
     * @param nested the simple names of the types that are members of it, own and inherited
     */
    Imports(ClassName companion, Set<String> nested) {
        this(companion.packageName(), nested, Set.of(companion.simpleName()));
    }

    private Imports(String packageName, Set<String> nested, Set<String> taken) {
        this.packageName = packageName;
        this.nested = nested;
        this.taken = new HashSet<>(taken);
        this.taken.addAll(nested);
    }

    /** For writing the same file again. */
    Imports second() {
        Set<String> known = new HashSet<>(taken);
        known.addAll(ownPackage);
        return new Imports(packageName, nested, known);
    }

    /** The name by which the file refers to the class. */
    String name(ClassName type) {
        String top = type.topLevelName();
        if (type.packageName().equals(packageName)) {
            ownPackage.add(top);
            return nested.contains(top) ? qualified(type) : simple(type);
        }
        if (type.packageName().equals("java.lang")) return simple(type);
        String known = imported.get(top);
        String canonical = type.packageName() + "." + top;
        if (known == null && !taken.contains(top) && !JavaNames.JAVA_LANG.contains(top)) {
            imported.put(top, canonical);
            known = canonical;
        }
        return canonical.equals(known) ? simple(type) : qualified(type);
    }

    /** The same with an annotation, which goes before the last simple name. */
    String annotated(String annotation, JavaType type) {
        return annotated(annotation, type.in(this));
    }

    /** The same of a type as the file has it. */
    String annotated(String annotation, String name) {
        int arguments = name.indexOf('<');
        int dot = name.lastIndexOf('.', arguments < 0 ? name.length() : arguments);
        return name.substring(0, dot + 1) + annotation + " " + name.substring(dot + 1);
    }

    /** What is to be imported, fully qualified and sorted. */
    List<String> lines() {
        return imported.values().stream().sorted().toList();
    }

    /** The identifiers that the file's names of classes begin with: a variable that is called so would hide the class. */
    Set<String> firstIdentifiers() {
        return used;
    }

    private String simple(ClassName type) {
        used.add(type.topLevelName());
        return type.nameInPackage();
    }

    private String qualified(ClassName type) {
        String name = type.canonicalName();
        used.add(name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.')));
        return name;
    }
}
