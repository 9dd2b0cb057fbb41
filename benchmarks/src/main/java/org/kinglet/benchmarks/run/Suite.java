// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kinglet.benchmarks.run.WorkerProcess.Answer;
import org.kinglet.benchmarks.worker.Workload;

/**
 * Measures on one backend. A round visits every contestant before the next round, odd ones in reverse, so that what else
 * the machine does disturbs all alike. Every JVM has seen all workloads before the first is measured, as an
 * application's has.
 */
final class Suite {
    private final Backend backend;
    private final Options options;
    private final Path logs;
    private final Store store;
    private final Results results;
    private final Map<Setting, Map<Contestant, WorkerProcess>> workers = new HashMap<>();

    Suite(Backend backend, Options options, Path logs) throws Exception {
        this.backend = backend;
        this.options = options;
        this.logs = logs;
        this.store = backend.open();
        this.results = new Results(
                backend,
                store.version(),
                backend.jobs().stream().filter(options::wants).toList(),
                Contestant.ALL.stream().filter(this::takesPart).toList());
    }

    private boolean takesPart(Contestant contestant) {
        return contestant.backends().contains(backend)
                && (options.wants(contestant) || contestant.name().equals(backend.base()));
    }

    Results run() throws Exception {
        for (Job job : results.jobs()) warmUp(job);
        for (Job job : results.jobs()) {
            for (int round = 0; round < options.rounds(); round++) {
                List<Contestant> order = results.contestants();
                for (Contestant each : round % 2 == 0 ? order : order.reversed()) measure(job, each);
            }
            Progress.say(backend.title() + ": " + job.title());
            for (Contestant each : results.contestants()) Progress.say("  " + Report.line(results, job, each));
        }
        return results;
    }

    private void warmUp(Job job) throws Exception {
        for (Contestant contestant : results.contestants()) round(job, contestant, options.warmUp());
        Progress.say(backend.title() + ": warm with " + job.title());
    }

    private void measure(Job job, Contestant contestant) throws Exception {
        Sample sample = round(job, contestant, options.seconds());
        if (sample != null) results.add(job, contestant, sample);
    }

    /** Null if it failed, now or before. */
    private Sample round(Job job, Contestant contestant, double seconds) throws Exception {
        if (results.failure(job, contestant) != null) return null;
        String url = store.url(contestant, job.setting());
        WorkerProcess worker;
        try {
            worker = worker(contestant, job.setting(), url);
        } catch (IOException failure) {
            results.fail(job, contestant, failure.getMessage());
            return null;
        }
        if (job.workload().writes()) {
            try {
                store.reset(url);
            } catch (SQLException failure) { // somebody has left a transaction open
                results.fail(job, contestant, "the tables could not be reset: " + failure.getMessage());
                return null;
            }
        }
        long client = worker.cpuNanos();
        long server = store.cpuNanos();
        Answer answer = worker.run(job.workload(), (long) (seconds * 1e9));
        client = worker.cpuNanos() - client;
        server = store.cpuNanos() - server;
        String failure = answer.failure() != null ? answer.failure() : lost(job.workload(), answer, url);
        if (failure != null) {
            results.fail(job, contestant, failure);
            if (!failure.isEmpty()) Progress.say(contestant.name() + ", " + job.title() + ": " + failure);
            return null;
        }
        double rows = (double) answer.operations() * job.workload().rows();
        return new Sample(rows / answer.nanos() * 1e9, client / rows / 1000, server / rows / 1000, answer.heap());
    }

    /** Whether what the worker says to have inserted is there. */
    private String lost(Workload workload, Answer answer, String url) throws SQLException {
        if (workload != Workload.INSERT && workload != Workload.BULK_CREATE) return null;
        long expected = Workload.USERS + answer.operations() * workload.rows();
        long found = store.users(url);
        return found == expected ? null : "there are " + found + " users in place of " + expected;
    }

    private WorkerProcess worker(Contestant contestant, Setting setting, String url)
            throws IOException, InterruptedException {
        Map<Contestant, WorkerProcess> started = workers.computeIfAbsent(setting, key -> new HashMap<>());
        WorkerProcess running = started.get(contestant);
        if (running != null && running.isAlive()) return running;
        List<String> flags = new ArrayList<>(setting.flags());
        flags.addAll(options.flags().getOrDefault(contestant.name(), List.of()));
        WorkerProcess fresh = new WorkerProcess(
                flags,
                contestant.classPath(),
                contestant.className(),
                url,
                logs.resolve(backend.option() + "-" + contestant.name() + ".log"));
        started.put(contestant, fresh);
        return fresh;
    }

    void end() throws InterruptedException, SQLException {
        for (Map<Contestant, WorkerProcess> started : workers.values()) {
            for (WorkerProcess worker : started.values()) worker.stop();
        }
        store.close();
    }
}
