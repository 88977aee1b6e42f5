package dev.shortpath.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of one number of VMs, put into words. */
final class Convergence {
    private static final double GOAL = 0.9;
    private static final int WRITES = 2;

    /** Floors that are further apart than this are of two machines, as it were: the ratio to their mean says little. */
    private static final double APART = 0.1;

    private final int vms;
    private final String size;
    private final Results results;

    Convergence(int vms, Results results) {
        this.vms = vms;
        this.size = String.format("%,d VMs: ", vms);
        this.results = results;
    }

    private Figure figure(String what, double value, String unit) {
        return Figure.of(size + what, value, unit);
    }

    void size(long bytes) {
        results.add(figure("one VM, as the API server gives it", bytes, "bytes"));
    }

    void coldStart(Duration ready, Duration planned, Map<String, Long> writes) {
        results.add(figure("cold start, process start to ready", ready.toMillis() / 1000.0, "s"));
        results.add(figure("cold start, process start to the first plan", planned.toMillis() / 1000.0, "s"));
        results.add(figure("writes by a cold start that finds all as it should be", sum(writes), "")
                .exactly(0));
        tell(writes);
    }

    /** The first edit that a process sees. */
    void cold(Lap lap) {
        results.add(figure("operator, the first edit after its start", rate(List.of(lap)), "VMs/s"));
    }

    /** After a quiet: the container's limit is what it may take at its most. */
    void process(Usage usage, int quiet) {
        Figure rss = figure("operator's RSS after " + quiet + " quiet seconds", usage.rssMiB(), "MiB");
        results.add(vms >= MemoryBench.GOAL_VMS && Sizes.full() ? rss.atMost(MemoryBench.GOAL_MIB) : rss);
        results.add(figure("operator's RSS at its most", usage.peakMiB(), "MiB"));
    }

    void quiet(int seconds, Map<String, Long> writes) {
        results.add(figure("writes in " + seconds + " quiet seconds", sum(writes), "")
                .exactly(0));
        tell(writes);
    }

    void gone(Lap lap, long lists) {
        results.add(figure("after 410 Gone: an edit until all follow", lap.seconds(), "s"));
        results.add(figure("after 410 Gone: writes for each VM", each(lap), "").exactly(WRITES));
        results.add(figure("after 410 Gone: lists of VMs", lists, "").atLeast(1));
        tell(lap.writes());
    }

    void rates(List<Lap> before, List<Lap> laps, List<Lap> after) {
        double floor = (rate(before) + rate(after)) / 2;
        double apart = Math.abs(rate(before) - rate(after)) / floor;
        results.add(rates("floor before", before));
        results.add(rates("floor after", after));
        results.add(rates("operator once warm", laps));
        results.add(
                figure("operator's rate by the floor's", rate(laps) / floor, "").atLeast(GOAL));
        results.add(figure("how far the two floors are apart, by their mean", apart, "")
                .atMost(APART));
        // Each lap by itself: a write too many in one must not be made up for by another.
        Spread writes = Spread.of(laps.stream().mapToDouble(this::each));
        results.add(figure("writes of VMs and StoragePaths for each VM", writes.most(), "")
                .exactly(WRITES));
        results.add(figure("other writes for each VM (events, the profile's status)", others(laps), ""));
        compare(laps, Stream.concat(before.stream(), after.stream()).toList());
        tell(laps.getLast().writes());
    }

    private Figure rates(String what, List<Lap> laps) {
        Spread spread = Spread.of(laps.stream().mapToDouble(l -> rate(List.of(l))));
        String count = laps.size() > 1 ? ", " + laps.size() + " laps together" : "";
        return figure(what + count, rate(laps), "VMs/s").of(spread);
    }

    private void compare(List<Lap> laps, List<Lap> floors) {
        compare("CPU of the API server", "ms", l -> 1000 * l.server().cpuSeconds(), laps, floors);
        compare("CPU of etcd", "ms", l -> 1000 * l.etcd().cpuSeconds(), laps, floors);
        compare("CPU of who writes", "ms", l -> 1000 * l.writer().cpuSeconds(), laps, floors);
        compare("bytes over the wire of who writes", "bytes", l -> l.writer().bytes(), laps, floors);
    }

    private void compare(String what, String unit, ToDoubleFunction<Lap> of, List<Lap> laps, List<Lap> floors) {
        double operator = laps.stream().mapToDouble(of).average().orElseThrow();
        double floor = floors.stream().mapToDouble(of).average().orElseThrow();
        results.add(figure(what + " for each VM, operator", operator / vms, unit));
        results.add(figure(what + " for each VM, floor", floor / vms, unit));
    }

    /** Of all of them together: in some laps the API server collects garbage, and in others not. */
    private double rate(List<Lap> laps) {
        return vms * laps.size() / laps.stream().mapToDouble(Lap::seconds).sum();
    }

    /** Writes of the two kinds, by the number of VMs. */
    private double each(Lap lap) {
        return lap.writes().entrySet().stream()
                        .filter(e -> isOfTwo(e.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                / (double) vms;
    }

    private double others(List<Lap> laps) {
        return Spread.of(laps.stream()
                                .mapToDouble(l -> l.writes().entrySet().stream()
                                        .filter(e -> !isOfTwo(e.getKey()))
                                        .mapToLong(Map.Entry::getValue)
                                        .sum()))
                        .median()
                / vms;
    }

    private static boolean isOfTwo(String request) {
        return request.contains(" virtualmachines") || request.contains(" storagepaths");
    }

    private static long sum(Map<String, Long> writes) {
        return writes.values().stream().mapToLong(n -> n).sum();
    }

    private static void tell(Map<String, Long> writes) {
        if (!writes.isEmpty()) {
            System.out.println("                  by the API server's count: " + writes);
        }
    }
}
