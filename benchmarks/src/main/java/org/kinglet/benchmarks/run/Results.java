// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The samples of a backend, and what they come to. */
final class Results {
    private record Cell(Job job, Contestant contestant) {}

    private final Backend backend;
    private final String version;
    private final List<Job> jobs;
    private final List<Contestant> contestants;
    private final Map<Cell, List<Sample>> samples = new HashMap<>();
    private final Map<Cell, String> failures = new HashMap<>();

    Results(Backend backend, String version, List<Job> jobs, List<Contestant> contestants) {
        this.backend = backend;
        this.version = version;
        this.jobs = jobs;
        this.contestants = contestants;
    }

    Backend backend() {
        return backend;
    }

    /** The server's name and version. */
    String version() {
        return version;
    }

    List<Job> jobs() {
        return jobs;
    }

    List<Contestant> contestants() {
        return contestants;
    }

    void add(Job job, Contestant contestant, Sample sample) {
        samples.computeIfAbsent(new Cell(job, contestant), cell -> new ArrayList<>())
                .add(sample);
    }

    void fail(Job job, Contestant contestant, String why) {
        failures.putIfAbsent(new Cell(job, contestant), why);
    }

    /** Why there is no figure; empty if the contestant has not got the workload, null if there is one. */
    String failure(Job job, Contestant contestant) {
        return failures.get(new Cell(job, contestant));
    }

    private List<Sample> samples(Job job, Contestant contestant) {
        return samples.getOrDefault(new Cell(job, contestant), List.of());
    }

    /** NaN if there is none. */
    double median(Job job, Contestant contestant, ToDoubleFunction<Sample> figure) {
        return median(samples(job, contestant).stream().mapToDouble(figure).toArray());
    }

    /** The median over rounds of the rate divided by the base's in the same round. */
    double ratio(Job job, Contestant contestant) {
        Contestant base = contestants.stream()
                .filter(each -> each.name().equals(backend.base()))
                .findFirst()
                .orElseThrow();
        List<Sample> of = samples(job, contestant);
        List<Sample> to = samples(job, base);
        double[] ratios = new double[Math.min(of.size(), to.size())];
        for (int i = 0; i < ratios.length; i++)
            ratios[i] = of.get(i).rate() / to.get(i).rate();
        return median(ratios);
    }

    static double median(double[] values) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
