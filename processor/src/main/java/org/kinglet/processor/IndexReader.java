// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import org.kinglet.FullTextIndex;
import org.kinglet.Index;
import org.kinglet.Unique;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.IndexPart;

/**
 * Collects the indexes and unique constraints of an entity: those of fields, those of the class, and one index for each
 * reference that has none.
 */
final class IndexReader {
    private static final String DESCENDING = " desc";

    private final FieldScanner scanner;
    /** With all that they are made of. */
    private final List<Member> members;

    private final List<String> key;
    private final String table;
    private final Problems problems;
    private final List<IndexModel> indexes = new ArrayList<>();
    private final List<UniqueModel> uniques = new ArrayList<>();
    private @Nullable FullTextModel fullText;

    /** @param key the names of the key's columns */
    IndexReader(FieldScanner scanner, List<Member> members, List<String> key, String table, Problems problems) {
        this.scanner = scanner;
        this.members = members.stream().flatMap(Member::withParts).toList();
        this.key = key;
        this.table = table;
        this.problems = problems;
    }

    void read(TypeElement entity) {
        for (Member member : members) {
            for (Unique unique : FieldChecks.uniques(member.field())) add(unique, names(member));
            for (Index index : FieldChecks.indexes(member.field())) {
                List<IndexPart> parts =
                        names(member).stream().map(IndexPart::column).toList();
                add(index, parts, "");
            }
        }
        addOfClass(entity, "");
        for (Member member : members) {
            if (member instanceof Member.Embedded embedded) {
                addOfClass(embedded.shape().element(), embedded.field().path() + ".");
            }
        }
        for (Member member : members) {
            if (member instanceof Member.Reference && !leads(names(member)))
                add(IndexModel.of("", false, names(member)));
        }
        checkNames();
        readFullText(entity);
    }

    List<IndexModel> indexes() {
        return indexes;
    }

    List<UniqueModel> uniques() {
        return uniques;
    }

    @Nullable
    FullTextModel fullText() {
        return fullText;
    }

    /** Of the class itself, or the nearest that it extends. */
    private void readFullText(TypeElement entity) {
        FullTextIndex index = null;
        for (TypeElement owner : scanner.lineage(entity)) {
            FullTextIndex own = owner.getAnnotation(FullTextIndex.class);
            if (own != null) index = own;
        }
        if (index == null) return;
        if (index.value().length == 0) {
            problems.report("the @FullTextIndex names no field: write @FullTextIndex({\"one\", \"other\"})");
            return;
        }
        List<String> columns = columns(index.value(), "", "@FullTextIndex");
        if (columns == null) return;
        boolean right = true;
        for (String property : index.value()) {
            Member member = member(property);
            boolean text = member instanceof Member.Value value
                    && value.column().value() instanceof ValueType.Plain plain
                    && plain.scalar().kind == Scalar.Kind.TEXT;
            if (!text) {
                problems.report("@FullTextIndex names \"" + property + "\", which is no text: leave it out");
                right = false;
            }
        }
        if (!right) return;
        FullTextDefinition definition = FullTextDefinition.of(columns.toArray(String[]::new));
        try {
            if (index.weights().length > 0) definition = definition.withWeights(index.weights());
            if (!index.language().isEmpty()) definition = definition.withLanguage(index.language());
            if (index.prefixes().length > 0) definition = definition.withPrefixes(index.prefixes());
        } catch (IllegalArgumentException e) {
            problems.report("the @FullTextIndex is wrong: " + e.getMessage());
            return;
        }
        if (!index.tokenizer().isEmpty()) definition = definition.withTokenizer(index.tokenizer());
        fullText = new FullTextModel(definition);
    }

    private void addOfClass(TypeElement type, String path) {
        for (TypeElement owner : scanner.lineage(type)) {
            for (Index index : owner.getAnnotationsByType(Index.class)) addOfClass(index, path);
            for (Unique unique : owner.getAnnotationsByType(Unique.class)) addOfClass(unique, path);
        }
    }

    private void addOfClass(Index index, String path) {
        if (index.value().length == 0) {
            problems.report("the @Index on the class names no field: write @Index({\"one\", \"other\"})");
            return;
        }
        List<IndexPart> parts = parts(index.value(), path, "@Index");
        if (parts != null) add(index, parts, path);
    }

    private void addOfClass(Unique unique, String path) {
        if (unique.value().length == 0) {
            problems.report("the @Unique on the class names no field: write @Unique({\"one\", \"other\"})");
            return;
        }
        List<String> columns = columns(unique.value(), path, "@Unique");
        if (columns != null) add(unique, columns);
    }

    private @Nullable List<IndexPart> parts(String[] given, String path, String annotation) {
        List<IndexPart> parts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String text : given) {
            boolean descending = text.toLowerCase(Locale.ROOT).endsWith(DESCENDING);
            String what = descending ? text.substring(0, text.length() - DESCENDING.length()) : text;
            List<IndexPart> added;
            if (what.startsWith("(") && what.endsWith(")")) {
                added = List.of(IndexPart.expression(what.substring(1, what.length() - 1)));
            } else {
                List<String> columns = columns(what, path, annotation);
                if (columns == null) return null;
                added = columns.stream().map(IndexPart::column).toList();
            }
            if (!seen.add(what)) {
                problems.report(annotation + " names \"" + what + "\" twice: remove one of them");
                return null;
            }
            for (IndexPart part : added) parts.add(descending ? part.asDescending() : part);
        }
        return parts;
    }

    private @Nullable List<String> columns(String[] properties, String path, String annotation) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String property : properties) {
            List<String> names = columns(property, path, annotation);
            if (names == null) return null;
            if (!seen.add(property)) {
                problems.report(annotation + " names \"" + property + "\" twice: remove one of them");
                return null;
            }
            columns.addAll(names);
        }
        return columns;
    }

    private @Nullable List<String> columns(String property, String path, String annotation) {
        Member member = member(path + property);
        if (member != null) return names(member);
        Set<String> known = new TreeSet<>();
        members.forEach(other -> {
            String knownPath = other.field().path();
            if (!other.columns().isEmpty() && knownPath.startsWith(path)) known.add(knownPath.substring(path.length()));
        });
        problems.report(annotation + " names \"" + property
                + "\", which is no field with a column; write the names of fields: " + String.join(", ", known));
        return null;
    }

    private @Nullable Member member(String path) {
        for (Member member : members) {
            if (member.field().path().equals(path) && !member.columns().isEmpty()) return member;
        }
        return null;
    }

    private void add(Unique unique, List<String> columns) {
        if (unique.name().isEmpty() && unique.deferral() == Deferral.NOT_DEFERRABLE) {
            IndexModel index = IndexModel.of("", true, columns);
            add(
                    unique.nullsNotDistinct()
                            ? new IndexModel("", true, index.parts(), "", List.of(), "", true, false)
                            : index);
        } else {
            uniques.add(new UniqueModel(unique.name(), columns, unique.deferral(), unique.nullsNotDistinct()));
        }
    }

    private void add(Index index, List<IndexPart> parts, String path) {
        List<String> include = columns(index.include(), path, "\"include\" of @Index");
        if (include == null) return;
        if (index.nullsNotDistinct() && !index.unique()) {
            problems.report("an @Index with \"nullsNotDistinct\" is not unique, so that it says nothing: write"
                    + " \"unique = true\", or remove it");
        }
        add(new IndexModel(
                index.name(),
                index.unique(),
                parts,
                index.where(),
                include,
                index.using(),
                index.nullsNotDistinct(),
                index.concurrently()));
    }

    /** An index without a name is called after its columns, so one is enough: if any is unique, that one. */
    private void add(IndexModel index) {
        if (index.name().isEmpty() && index.plain()) {
            for (int i = 0; i < indexes.size(); i++) {
                IndexModel other = indexes.get(i);
                if (!other.name().isEmpty()
                        || !other.plain()
                        || !other.columns().equals(index.columns())) continue;
                indexes.set(i, IndexModel.of("", index.unique() || other.unique(), index.columns()));
                return;
            }
        }
        indexes.add(index);
    }

    /** Whether the columns are the first ones of the key or of an index, which then serves for them too. */
    private boolean leads(List<String> columns) {
        return begins(key, columns)
                || uniques.stream().anyMatch(unique -> begins(unique.columns(), columns))
                || indexes.stream().anyMatch(index -> index.plain() && begins(index.columns(), columns));
    }

    private static boolean begins(List<String> columns, List<String> start) {
        return columns.size() >= start.size()
                && columns.subList(0, start.size()).equals(start);
    }

    private void checkNames() {
        Set<String> names = new HashSet<>();
        Stream.concat(
                        indexes.stream().map(index -> index.nameIn(table)),
                        uniques.stream().map(unique -> unique.nameIn(table)))
                .forEach(name -> {
                    if (!names.add(name)) {
                        problems.report("two indexes are called \"" + name + "\": rename one of them");
                    }
                });
    }

    private static List<String> names(Member member) {
        return member.columns().stream().map(ColumnModel::name).toList();
    }
}
