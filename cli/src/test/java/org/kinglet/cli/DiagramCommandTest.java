// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinglet.Database;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures: the same each time, well-formed whatever the names are, and no box on another. */
class DiagramCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tablesAndWhatTheyReferTo(Targets target) throws Exception {
        String url = target.newUrl(folder, "test");
        try (Database db = Database.open(url)) {
            db.sql("create table users (id bigint primary key, name varchar(20))");
            db.sql("create table tweets (id bigint primary key, user_id bigint not null, parent_id bigint,"
                    + " foreign key (user_id) references users (id), foreign key (parent_id) references tweets (id))");
            db.sql("create table profiles (user_id bigint primary key, foreign key (user_id) references users (id))");
        }
        Calls mermaid = Calls.kinglet("diagram", "-u", url);
        assertThat(mermaid.err()).isEmpty();
        assertThat(mermaid.out())
                .startsWith("erDiagram\n")
                .containsPattern("    \"users\" \\{\n        bigint\\S* id PK\n")
                .contains("    \"tweets\" }o--|| \"users\" : \"user_id\"")
                .contains("    \"tweets\" }o--o| \"tweets\" : \"parent_id\"")
                .contains("    \"profiles\" |o--|| \"users\" : \"user_id\"");
        assertThat(Calls.kinglet("diagram", "-u", url).out()).isEqualTo(mermaid.out());
        Path file = folder.resolve("tables.svg");
        assertThat(Calls.kinglet("diagram", "-u", url, "-o", file.toString()).code())
                .isZero();
        String svg = Files.readString(file);
        assertThat(parse(svg).getElementsByTagName("path").getLength()).isEqualTo(3);
        assertThat(Calls.kinglet("diagram", "-u", url, "-f", "svg").out()).isEqualTo(svg);
        assertThat(Calls.kinglet("diagram", "-u", url, "users").out()).doesNotContain("tweets");
        assertThat(Calls.kinglet("diagram", "-u", url, "nobody").err()).contains("there is no table nobody");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static Diagram.Box box(String name) {
        return new Diagram.Box(name, List.of(new Diagram.Column("id", "bigint", "PK", false)));
    }

    private static Diagram.Line line(String child, String parent) {
        return new Diagram.Line(child, parent, List.of("id"), false, false);
    }

    @Test
    void hostileNamesStayNames() throws Exception {
        Diagram diagram = new Diagram(
                List.of(
                        new Diagram.Box(
                                "<script>&\"'%", List.of(new Diagram.Column("]]> } \"x", "enum('a','b')", "FK", true))),
                        box("a\u0000b\n"),
                        box("x".repeat(200))),
                List.of(new Diagram.Line("<script>&\"'%", "a\u0000b\n", List.of("]]> } \"x"), true, false)));
        assertThat(parse(Svg.of(diagram)).getElementsByTagName("script").getLength())
                .isZero();
        assertThat(diagram.mermaid())
                .contains("enum(_a___b_) _]]_____x FK \"]]> } 'x, null\"")
                .contains(" : \"]]> } 'x\"");
        assertThat(diagram.mermaid().lines().filter(line -> line.contains("}"))).hasSize(5);
        assertThat(diagram.mermaid()).doesNotContain("\u0000").contains("\"<script>&''_\"");
    }

    @Test
    void namesThatAreMarksOrHalfOrTurnedAround() throws Exception {
        String long39 = "x".repeat(38);
        Diagram diagram = new Diagram(
                List.of(new Diagram.Box(
                        long39 + "\uD83D\uDC26\uD83D\uDC26\uD83D\uDC26",
                        List.of(
                                new Diagram.Column("PK", "FK", "PK", false),
                                new Diagram.Column("", "", "", false),
                                new Diagram.Column("\u00b2nd", "int", "", false),
                                new Diagram.Column("\u202Eturned", "int", "", false),
                                new Diagram.Column("a\n%% b", "int", "", false)))),
                List.of());
        assertThat(diagram.mermaid().lines().map(String::strip))
                .contains("_FK _PK PK \"PK\"", "any _ \"_\"", "int _nd \"\u00b2nd\"", "int a____b \"a___ b\"")
                .noneMatch(line -> line.startsWith("%"));
        assertThat(diagram.mermaid()).doesNotContain("\u202E");
        String svg = Svg.of(diagram);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(svg)).isTrue();
        assertThat(parse(svg).getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo(long39 + "\uD83D\uDC26\u2026");
        assertThat(svg).doesNotContain("\u202E");
    }

    @Test
    void parentsStandLeftOfChildrenAndCirclesEnd() {
        Diagram diagram = new Diagram(
                List.of(box("a"), box("b"), box("c"), box("d"), box("e")),
                List.of(line("a", "b"), line("b", "c"), line("c", "a"), line("d", "a"), line("d", "d")));
        List<List<String>> layers = Layers.of(diagram);
        assertThat(layers.stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(layers.getLast()).containsExactly("e");
        assertThat(layers).hasSize(5);
    }

    @Test
    void noBoxIsOnAnother() throws Exception {
        List<Diagram.Box> boxes = new ArrayList<>();
        List<Diagram.Line> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boxes.add(box("table" + i));
            if (i > 0) lines.add(line("table" + i, "table" + i / 3));
            if (i > 5) lines.add(line("table" + i, "table" + i % 5));
        }
        NodeList groups = parse(Svg.of(new Diagram(boxes, lines))).getElementsByTagName("g");
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            String[] at =
                    group.getAttribute("transform").replaceAll("[^0-9 ]", "").split(" ");
            Element rectangle = (Element) group.getElementsByTagName("rect").item(0);
            places.add(new int[] {
                Integer.parseInt(at[0]),
                Integer.parseInt(at[1]),
                Integer.parseInt(rectangle.getAttribute("width")),
                Integer.parseInt(rectangle.getAttribute("height"))
            });
        }
        assertThat(places).hasSize(60);
        for (int[] one : places) {
            for (int[] other : places) {
                boolean apart = one[0] + one[2] < other[0]
                        || other[0] + other[2] < one[0]
                        || one[1] + one[3] < other[1]
                        || other[1] + other[3] < one[1];
                assertThat(one == other || apart).isTrue();
            }
        }
    }
}
