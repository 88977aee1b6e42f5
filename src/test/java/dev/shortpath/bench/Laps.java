package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All VMs written once, time and again: by the operator after an edit, or by the floor. */
final class Laps {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Whether the API server collects garbage in a lap of a second is a third of its CPU: many laps, so that their mean tells. */
    private static final int MOST = 9;

    private static final int FEW = 3;

    /** VMs to be written by laps that count; where one lap has more of them, it is the only one. */
    private static final int ENOUGH = 3000;

    private final Bench bench;
    private final ApiServer server;
    private final Fleet fleet;
    private final Edits edits;
    private final int vms;

    Laps(Bench bench, ApiServer server, Fleet fleet, Edits edits, int vms) {
        this.bench = bench;
        this.server = server;
        this.fleet = fleet;
        this.edits = edits;
        this.vms = vms;
    }

    private Follow watch() {
        return new Follow(bench.client(), bench.namespace(), vms);
    }

    /** The first time that an operator sees them. */
    void bound(Packaged operator, long generation) throws InterruptedException {
        try (Follow follow = watch()) {
            follow.expect(generation);
            operator.ready();
            follow.await(PATIENCE, operator::alive);
        }
        server.settle();
    }

    /** Edits one after the other until so many VMs have followed one; nothing is counted. */
    void warm(Packaged operator, int enough) throws InterruptedException {
        for (int visits = 0; visits < enough; visits += vms) {
            try (Follow follow = watch()) {
                follow.expect(edits.generation() + 1);
                edits.next();
                follow.await(PATIENCE, operator::alive);
            }
        }
        server.settle();
    }

    /** The operator's: one edit until all follow it. */
    Lap operator(Packaged operator) throws InterruptedException {
        try (Follow follow = watch()) {
            follow.expect(edits.generation() + 1);
            Lap.Clock clock = new Lap.Clock(operator.pid(), server);
            edits.next();
            return clock.stop(follow.await(PATIENCE, operator::alive));
        }
    }

    /** The floor's, beside the same watch. */
    Lap floor(Floor floor, Floor.State wanted) throws InterruptedException {
        List<Floor.Pair> pairs = Floor.pairs(Floor.State.of(fleet), wanted);
        try (Follow _ = watch()) {
            Lap.Clock clock = new Lap.Clock(ProcessHandle.current().pid(), server);
            floor.write(pairs);
            return clock.stop(System.nanoTime());
        }
    }

    /** How many of each count: an odd number, so that the floor's end where they are to. */
    int rounds() {
        return Math.clamp(ENOUGH / vms, 1, Sizes.full() ? MOST : FEW) | 1;
    }

    /** The floor's, there and back, as many as the operator's. */
    List<Lap> floors(Floor floor, Floor.State wanted, Floor.State other) throws InterruptedException {
        List<Lap> laps = new ArrayList<>();
        for (int i = 0; i < rounds(); i++) {
            laps.add(floor(floor, i % 2 == 0 ? wanted : other));
        }
        return laps;
    }

    /** From the second state to the first, by as many rounds as it takes until enough VMs were written. */
    void warm(Floor floor, Floor.State first, Floor.State second, int enough) throws InterruptedException {
        floor(floor, first);
        for (int written = vms; written < enough; written += 2 * vms) {
            floor(floor, second);
            floor(floor, first);
        }
    }
}
