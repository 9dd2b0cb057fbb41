// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the boxes of a diagram stand: in layers from left to right, parents before children, as far as circles allow. Within a
 * layer a box stands near the height of those that it is tied to, so that few lines cross.
 *
 * <p>Tables without any line come last, in layers of their own.
 */
final class Layers {
    private static final int ROUNDS = 8;
    /** A layer that is higher than this many boxes becomes several. */
    private static final int HIGHEST = 12;

    private final Diagram diagram;
    private final Map<String, Integer> layerOf = new HashMap<>();
    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<String, List<String>> tied = new HashMap<>();

    private Layers(Diagram diagram) {
        this.diagram = diagram;
    }

    /** The names of the boxes of each layer, from the top. */
    static List<List<String>> of(Diagram diagram) {
        return new Layers(diagram).arrange();
    }

    private List<List<String>> arrange() {
        for (Diagram.Line line : diagram.lines()) {
            if (line.child().equals(line.parent())) continue;
            parents.computeIfAbsent(line.child(), name -> new ArrayList<>()).add(line.parent());
            tied.computeIfAbsent(line.child(), name -> new ArrayList<>()).add(line.parent());
            tied.computeIfAbsent(line.parent(), name -> new ArrayList<>()).add(line.child());
        }
        List<String> alone = new ArrayList<>();
        for (Diagram.Box box : diagram.boxes()) {
            if (tied.containsKey(box.name())) layer(box.name(), new HashSet<>());
            else alone.add(box.name());
        }
        Map<Integer, List<String>> layers = new LinkedHashMap<>();
        int last = layerOf.values().stream().max(Comparator.naturalOrder()).orElse(-1);
        for (int i = 0; i <= last; i++) layers.put(i, new ArrayList<>());
        for (Diagram.Box box : diagram.boxes()) {
            Integer layer = layerOf.get(box.name());
            if (layer != null) layers.getOrDefault(layer, new ArrayList<>()).add(box.name());
        }
        List<List<String>> ordered = new ArrayList<>(layers.values());
        ordered.removeIf(List::isEmpty);
        for (int round = 0; round < ROUNDS; round++) order(ordered, round % 2 == 0);
        List<List<String>> split = new ArrayList<>();
        for (List<String> layer : ordered) split(layer, split);
        split(alone, split);
        return split;
    }

    /** One behind the last of its parents; a parent that is on the way to itself does not count. */
    private int layer(String name, Set<String> path) {
        Integer known = layerOf.get(name);
        if (known != null) return known;
        path.add(name);
        int layer = 0;
        for (String parent : parents.getOrDefault(name, List.of())) {
            if (!path.contains(parent)) layer = Math.max(layer, layer(parent, path) + 1);
        }
        path.remove(name);
        layerOf.put(name, layer);
        return layer;
    }

    private void order(List<List<String>> layers, boolean forward) {
        Map<String, Double> heights = new HashMap<>();
        for (List<String> layer : layers) {
            for (int i = 0; i < layer.size(); i++) heights.put(layer.get(i), (i + 0.5) / layer.size());
        }
        for (int i = 0; i < layers.size(); i++) {
            List<String> layer = layers.get(forward ? i : layers.size() - 1 - i);
            Map<String, Double> wanted = new HashMap<>();
            for (String name : layer) {
                double mean = tied.getOrDefault(name, List.of()).stream()
                        .mapToDouble(other -> heights.getOrDefault(other, 0.5))
                        .average()
                        .orElse(heights.getOrDefault(name, 0.5));
                wanted.put(name, mean);
            }
            layer.sort(Comparator.<String>comparingDouble(name -> wanted.getOrDefault(name, 0.5))
                    .thenComparing(Comparator.naturalOrder()));
            for (int j = 0; j < layer.size(); j++) heights.put(layer.get(j), (j + 0.5) / layer.size());
        }
    }

    private static void split(List<String> layer, List<List<String>> to) {
        for (int from = 0; from < layer.size(); from += HIGHEST) {
            to.add(List.copyOf(layer.subList(from, Math.min(layer.size(), from + HIGHEST))));
        }
    }
}
