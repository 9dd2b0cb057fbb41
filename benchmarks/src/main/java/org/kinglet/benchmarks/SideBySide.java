// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Kinglet and plain sqlite-jdbc in turns, round by round in one process, so that a noisy machine is noisy for both. Printed
 * are the medians of the rounds, and of the ratios within each round.
 */
public final class SideBySide {
    private static final int WARM_UP = 5;
    private static final int BULK = 10_000;

    private interface Round {
        void run(Side side) throws Exception;
    }

    private final String filter;
    private final int rounds;

    private SideBySide(String filter, int rounds) {
        this.filter = filter;
        this.rounds = rounds;
    }

    /** {@code SideBySide [part of a name [rounds]]} */
    public static void main(String[] arguments) throws Exception {
        String filter = arguments.length > 0 ? arguments[0] : "";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        System.out.printf("%-22s %14s %14s   %s%n", "operations/s", "plain", "Kinglet", "Kinglet/plain (quartiles)");
        new SideBySide(filter, rounds).all();
    }

    private void all() throws Exception {
        compare("point select", "FULL", 20_000, side -> side.pointSelects(20_000));
        compare("insert, NORMAL", "NORMAL", 6_400, side -> side.inserts(6_400));
        compare("insert, FULL", "FULL", 1_280, side -> side.inserts(1_280));
        compare("list of 1,000", "FULL", 100, side -> {
            for (int i = 0; i < 100; i++) {
                if (side.list().size() != Side.ROWS) throw new AssertionError();
            }
        });
        compare(
                "bulk of 10,000",
                "FULL",
                1,
                side -> side.bulk(
                        IntStream.range(0, BULK).mapToObj(User::numbered).toList()));
    }

    private void compare(String name, String synchronous, int operations, Round round) throws Exception {
        if (!name.contains(filter)) return;
        try (Side plain = new Plain(Side.temporaryFile(), synchronous);
                Side kinglet = new Kinglet(Side.temporaryFile(), synchronous)) {
            double[][] rates = new double[2][rounds];
            double[] ratios = new double[rounds];
            for (int i = -WARM_UP; i < rounds; i++) {
                List<Side> order = List.of(plain, kinglet);
                for (Side side : i % 2 == 0 ? order : order.reversed()) {
                    side.clear();
                    long start = System.nanoTime();
                    round.run(side);
                    double seconds = (System.nanoTime() - start) / 1e9;
                    if (i >= 0) rates[order.indexOf(side)][i] = operations / seconds;
                }
                if (i >= 0) ratios[i] = rates[1][i] / rates[0][i];
            }
            System.out.printf(
                    Locale.ENGLISH,
                    "%-22s %,14.0f %,14.0f   %.2f (%.2f to %.2f)%n",
                    name,
                    quantile(rates[0], 0.5),
                    quantile(rates[1], 0.5),
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75));
        }
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
