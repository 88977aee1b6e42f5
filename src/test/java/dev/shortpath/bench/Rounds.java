package dev.shortpath.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cases in turns: every one once a round, in an order that is another each time and the same in each run. */
final class Rounds {
    private static final long SEED = 8;

    /** @param again a second run of the same case in the same round, which tells what is noise */
    record Slot(Case of, boolean again) {}

    private final int count;
    private final Map<Slot, Drive.Run[]> runs = new HashMap<>();

    Rounds(int count) {
        this.count = count;
    }

    void run(Drive drive, Collection<Slot> slots) throws IOException, InterruptedException {
        List<Slot> order = new ArrayList<>(slots);
        Random random = new Random(SEED);
        // The round before the first warms up, finds how many requests fill the time, and is not kept.
        for (int round = -1; round < count; round++) {
            System.out.println("data path: " + order.size() + " cases, round " + (round + 1) + " of " + count);
            Collections.shuffle(order, random);
            for (Slot slot : order) {
                Drive.Run run = drive.run(slot.of());
                if (round >= 0) {
                    runs.computeIfAbsent(slot, _ -> new Drive.Run[count])[round] = run;
                }
            }
        }
    }

    int count() {
        return count;
    }

    double[] rates(Slot slot) {
        return List.of(runs.get(slot)).stream().mapToDouble(Drive.Run::iops).toArray();
    }

    double[] cpus(Slot slot) {
        return List.of(runs.get(slot)).stream()
                .mapToDouble(Drive.Run::cpuMicros)
                .toArray();
    }
}
