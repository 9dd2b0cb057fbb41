// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A diagram as a picture that stands for itself: no script, no font and no file of others. */
final class Svg {
    private static final int MARGIN = 24;
    private static final int GAP_X = 96;
    private static final int GAP_Y = 28;
    private static final int ROW = 20;
    private static final int HEAD = 28;
    private static final int PAD = 10;
    /** Of a character, in a font of 13 pixels in which all have the same. */
    private static final double CHARACTER = 7.9;

    private static final int LONGEST = 40;
    private static final int FIRST_WIDE = 0x1100;
    private static final int BEND = 48;

    private final Diagram diagram;
    private final Map<String, Place> places = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();
    private int width;
    private int height;

    private record Place(Diagram.Box box, int x, int y, int width, int height) {
        int rowY(String column) {
            for (int i = 0; i < box.columns().size(); i++) {
                if (box.columns().get(i).name().equals(column)) return y + HEAD + i * ROW + ROW / 2;
            }
            return y + HEAD / 2;
        }
    }

    private Svg(Diagram diagram) {
        this.diagram = diagram;
    }

    static String of(Diagram diagram) {
        return new Svg(diagram).draw();
    }

    private String draw() {
        place();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        svg.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        svg.append("\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\">\n");
        svg.append("<title>Tables and their references</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        diagram.lines().forEach(this::line);
        diagram.boxes().forEach(box -> box(Objects.requireNonNull(places.get(box.name()))));
        return svg.append("</svg>\n").toString();
    }

    private void place() {
        Map<String, Diagram.Box> boxes = new HashMap<>();
        for (Diagram.Box box : diagram.boxes()) boxes.put(box.name(), box);
        List<List<Diagram.Box>> layers = Layers.of(diagram).stream()
                .map(layer -> layer.stream()
                        .map(name -> Objects.requireNonNull(boxes.get(name)))
                        .toList())
                .toList();
        int highest = 0;
        for (List<Diagram.Box> layer : layers) highest = Math.max(highest, layerHeight(layer));
        int x = MARGIN;
        for (List<Diagram.Box> layer : layers) {
            int widest = layer.stream().mapToInt(Svg::boxWidth).max().orElse(0);
            int y = MARGIN + (highest - layerHeight(layer)) / 2;
            for (Diagram.Box box : layer) {
                Place place = new Place(box, x, y, widest, boxHeight(box));
                places.put(box.name(), place);
                y += place.height() + GAP_Y;
            }
            x += widest + GAP_X;
        }
        width = Math.max(x - GAP_X, MARGIN) + MARGIN + BEND;
        height = highest + 2 * MARGIN;
    }

    private static int layerHeight(List<Diagram.Box> layer) {
        return layer.stream().mapToInt(box -> boxHeight(box) + GAP_Y).sum() - GAP_Y;
    }

    private static int boxHeight(Diagram.Box box) {
        return HEAD + box.columns().size() * ROW + PAD / 2;
    }

    private static int boxWidth(Diagram.Box box) {
        int characters = places(shown(box.name()));
        for (Diagram.Column column : box.columns()) characters = Math.max(characters, places(row(column)));
        return (int) Math.ceil(characters * CHARACTER) + 2 * PAD;
    }

    private static String row(Diagram.Column column) {
        return shown(column.name()) + "  " + end(column);
    }

    private static String end(Diagram.Column column) {
        String type = shown(column.type()) + (column.nullable() ? "?" : "");
        return column.mark().isEmpty() ? type : type + " " + column.mark();
    }

    /** Never half of a character. */
    private static String shown(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST) return text;
        return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** Of East Asian characters each takes two. */
    private static int places(String text) {
        return text.codePoints().map(c -> c >= FIRST_WIDE ? 2 : 1).sum();
    }

    private void box(Place place) {
        svg.append("<g transform=\"translate(")
                .append(place.x())
                .append(' ')
                .append(place.y())
                .append(")\">\n");
        rectangle(place.width(), place.height(), "#ffffff");
        rectangle(place.width(), HEAD, "#dbe7f3");
        text(PAD, HEAD - 9, " font-weight=\"bold\"", shown(place.box().name()));
        int y = HEAD;
        for (Diagram.Column column : place.box().columns()) {
            y += ROW;
            boolean key = column.mark().startsWith("PK");
            text(PAD, y - 5, key ? " font-weight=\"bold\"" : "", shown(column.name()));
            text(place.width() - PAD, y - 5, " text-anchor=\"end\" fill=\"#5a6b7b\"", end(column));
        }
        svg.append("</g>\n");
    }

    private void rectangle(int rectangleWidth, int rectangleHeight, String fill) {
        svg.append("<rect width=\"")
                .append(rectangleWidth)
                .append("\" height=\"")
                .append(rectangleHeight);
        svg.append("\" rx=\"4\" fill=\"").append(fill).append("\" stroke=\"#5a6b7b\"/>\n");
    }

    private void text(int x, int y, String attributes, String content) {
        svg.append("<text x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append('"')
                .append(attributes)
                .append('>');
        svg.append(escaped(content)).append("</text>\n");
    }

    /** From the child's column to the parent's head, from side to side where there is room, else around the right side. */
    private void line(Diagram.Line line) {
        Place child = places.get(line.child());
        Place parent = places.get(line.parent());
        if (child == null || parent == null) return;
        int fromY = child.rowY(line.columns().getFirst());
        int toY = parent.y() + HEAD / 2;
        boolean leftwards = parent.x() + parent.width() < child.x();
        boolean rightwards = child.x() + child.width() < parent.x();
        int fromX = leftwards ? child.x() : child.x() + child.width();
        int toX = rightwards ? parent.x() : parent.x() + parent.width();
        int fromBend = fromX + (leftwards ? -BEND : BEND);
        int toBend = toX + (rightwards ? -BEND : BEND);
        svg.append("<path d=\"M")
                .append(fromX)
                .append(' ')
                .append(fromY)
                .append(" C")
                .append(fromBend)
                .append(' ');
        svg.append(fromY)
                .append(' ')
                .append(toBend)
                .append(' ')
                .append(toY)
                .append(' ')
                .append(toX)
                .append(' ');
        svg.append(toY).append("\" fill=\"none\" stroke=\"#3b6ea5\"");
        if (line.isOptional()) svg.append(" stroke-dasharray=\"5 3\"");
        svg.append("><title>")
                .append(escaped(line.child() + " (" + String.join(", ", line.columns()) + ") → " + line.parent()));
        svg.append("</title></path>\n<circle cx=\"")
                .append(toX)
                .append("\" cy=\"")
                .append(toY);
        svg.append("\" r=\"3.5\" fill=\"#3b6ea5\"/>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD");
    }
}
