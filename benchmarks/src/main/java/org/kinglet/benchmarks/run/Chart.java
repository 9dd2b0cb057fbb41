// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** The ratios as bars in SVG: a panel for each workload, a bar for each contestant, and a line where the base is. */
final class Chart {
    private static final int COLUMNS = 3;
    private static final int PANEL = 300;
    private static final int LABELS = 112;
    private static final int BARS = 140;
    private static final int ROW = 15;
    private static final int HEADING = 34;
    private static final int TITLE = 24;
    private static final int GAP = 14;

    private final StringBuilder svg = new StringBuilder();
    private int y = 8;

    private Chart() {}

    static String of(List<Results> all) {
        Chart chart = new Chart();
        for (Results results : all) chart.backend(results);
        int width = COLUMNS * PANEL + GAP;
        return String.format(Locale.ROOT, """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="11">
                        <rect width="%1$d" height="%2$d" fill="#fff"/>
                        """, width, chart.y) + chart.svg + "</svg>\n";
    }

    private void backend(Results results) {
        text(GAP, y + 20, "start", "font-size=\"16\" font-weight=\"bold\"", results.version());
        text(
                COLUMNS * PANEL,
                y + 20,
                "end",
                "fill=\"#666\"",
                "rate divided by that of " + results.backend().base() + ", more is better");
        y += HEADING;
        int height = TITLE + results.contestants().size() * ROW + GAP;
        List<Job> jobs = results.jobs();
        for (int i = 0; i < jobs.size(); i++)
            panel(results, jobs.get(i), GAP + i % COLUMNS * PANEL, y + i / COLUMNS * height);
        y += (jobs.size() + COLUMNS - 1) / COLUMNS * height;
    }

    private void panel(Results results, Job job, int left, int top) {
        text(left, top + 14, "start", "font-weight=\"bold\"", job.title());
        double most = results.contestants().stream()
                .mapToDouble(contestant -> results.ratio(job, contestant))
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(1);
        int bar = top + TITLE;
        for (Contestant contestant : results.contestants()) {
            bar(contestant.name(), results.ratio(job, contestant), most, left, bar);
            bar += ROW;
        }
        double base = left + LABELS + BARS / Math.max(most, 1);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#333\" stroke-dasharray=\"2 2\"/>%n",
                base,
                top + TITLE - 2,
                base,
                bar));
    }

    private void bar(String name, double ratio, double most, int left, int top) {
        boolean own = name.startsWith("kinglet");
        text(left + LABELS - 6, top + 10, "end", own ? "font-weight=\"bold\"" : "", name);
        boolean none = Double.isNaN(ratio);
        double width = none ? 0 : BARS * ratio / Math.max(most, 1);
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                left + LABELS,
                top,
                width,
                ROW - 3,
                own ? "#d9480f" : "#90a4ae"));
        text(left + LABELS + width + 4, top + 10, "start", "", none ? "–" : String.format(Locale.ROOT, "%.2f", ratio));
    }

    private void text(double x, double baseline, String anchor, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                baseline,
                anchor,
                style,
                text));
    }
}
