// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import org.kinglet.Index;
import org.kinglet.Unique;

/** Collects the indexes of an entity: those of fields, those of the class, and one for each reference that has none. */
final class IndexReader {
    private final FieldScanner scanner;
    /** With all that they are made of. */
    private final List<Member> members;

    private final List<String> key;
    private final Problems problems;
    private final List<IndexModel> indexes = new ArrayList<>();

    /** @param key the names of the key's columns */
    IndexReader(FieldScanner scanner, List<Member> members, List<String> key, Problems problems) {
        this.scanner = scanner;
        this.members = members.stream().flatMap(Member::withParts).toList();
        this.key = key;
        this.problems = problems;
    }

    List<IndexModel> read(TypeElement entity) {
        for (Member member : members) {
            if (member.field().has(Unique.class)) add("", true, names(member));
            for (Index index : FieldChecks.indexes(member.field())) add(index.name(), index.unique(), names(member));
        }
        addOfClass(entity, "");
        for (Member member : members) {
            if (member instanceof Member.Embedded embedded) {
                addOfClass(embedded.shape().element(), embedded.field().path() + ".");
            }
        }
        for (Member member : members) {
            if (member instanceof Member.Reference && !leads(names(member))) add("", false, names(member));
        }
        checkNames();
        return indexes;
    }

    private void addOfClass(TypeElement type, String path) {
        for (TypeElement owner : scanner.lineage(type)) {
            for (Index index : owner.getAnnotationsByType(Index.class)) addOfClass(index, path);
        }
    }

    private void addOfClass(Index index, String path) {
        if (index.value().length == 0) {
            problems.report("the @Index on the class names no field: write @Index({\"one\", \"other\"})");
            return;
        }
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String property : index.value()) {
            Member member = member(path + property);
            if (member == null) {
                Set<String> known = new TreeSet<>();
                members.forEach(other -> {
                    String knownPath = other.field().path();
                    if (!other.columns().isEmpty() && knownPath.startsWith(path))
                        known.add(knownPath.substring(path.length()));
                });
                problems.report("@Index names \"" + property
                        + "\", which is no field with a column; write the names of fields: "
                        + String.join(", ", known));
                return;
            }
            if (!seen.add(property)) {
                problems.report("@Index names \"" + property + "\" twice: remove one of them");
                return;
            }
            columns.addAll(names(member));
        }
        add(index.name(), index.unique(), columns);
    }

    private @Nullable Member member(String path) {
        for (Member member : members) {
            if (member.field().path().equals(path) && !member.columns().isEmpty()) return member;
        }
        return null;
    }

    /** An index without a name is called after its columns, so one is enough: if any is unique, that one. */
    private void add(String name, boolean unique, List<String> columns) {
        if (name.isEmpty()) {
            for (int i = 0; i < indexes.size(); i++) {
                IndexModel other = indexes.get(i);
                if (!other.name().isEmpty() || !other.columns().equals(columns)) continue;
                indexes.set(i, new IndexModel("", unique || other.unique(), columns));
                return;
            }
        }
        indexes.add(new IndexModel(name, unique, columns));
    }

    /** Whether the columns are the first ones of the key or of an index, which then serves for them too. */
    private boolean leads(List<String> columns) {
        return begins(key, columns) || indexes.stream().anyMatch(index -> begins(index.columns(), columns));
    }

    private static boolean begins(List<String> columns, List<String> start) {
        return columns.size() >= start.size()
                && columns.subList(0, start.size()).equals(start);
    }

    private void checkNames() {
        Set<String> names = new HashSet<>();
        for (IndexModel index : indexes) {
            if (!index.name().isEmpty() && !names.add(index.name())) {
                problems.report("two indexes are called \"" + index.name() + "\": rename one of them");
            }
        }
    }

    private static List<String> names(Member member) {
        return member.columns().stream().map(ColumnModel::name).toList();
    }
}
