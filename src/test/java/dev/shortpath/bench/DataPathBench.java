package dev.shortpath.bench;

import dev.shortpath.bench.Case.Ground;
import dev.shortpath.bench.Case.How;
import dev.shortpath.bench.Case.Op;
import dev.shortpath.bench.Rounds.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What each decision is worth below the guest: the same requests through QEMU's block layer in many ways, in turns. `full` runs
 * all depths and sizes, and longer.
 */
public final class DataPathBench {
    /** Of a full run. */
    public static final int FULL_ROUNDS = 5;

    private static final Path DISK = Path.of("target/bench/data-path");

    private final Results results = new Results("data-path");
    private final boolean full = Sizes.full();

    private DataPathBench() {}

    public static void main(String... args) throws IOException, InterruptedException {
        DataPathBench bench = new DataPathBench();
        bench.run();
        bench.results.save();
    }

    private void run() throws IOException, InterruptedException {
        results.version("qemu-img", Tool.first(Tool.run("qemu-img", "--version")));
        results.version("fio", Tool.first(Tool.run("fio", "--version")));
        results.without("a guest: what virtio, vhost and a guest's driver add or save is not in these figures");
        try (Grounds grounds = new Grounds(DISK)) {
            grounds.devices().ifPresent(results::without);
            boolean uring = uring(grounds);
            if (!uring) {
                results.without("io_uring: the kernel refuses it here, so fio's floor is by libaio");
            }
            List<Contrast> contrasts = Contrasts.all(full).stream()
                    .filter(c -> Stream.of(c.of(), c.against())
                            .allMatch(k -> grounds.has(k.ground()) && (uring || k.how() != How.IO_URING)))
                    .toList();
            measure(new Drive(grounds, uring ? "io_uring" : "libaio", full ? 0.6 : 0.15), contrasts);
            if (grounds.has(Ground.BLOCK)) {
                Path block = grounds.image(Case.raw(Ground.BLOCK, How.NATIVE, Op.READS, 4 << 10, 1));
                new IoThreads(block, results).run(rounds(), full ? 2 : 1);
            }
        }
    }

    private static boolean uring(Grounds grounds) throws IOException, InterruptedException {
        Path image = grounds.image(Case.raw(Ground.DISK, How.IO_URING, Op.READS, 4 << 10, 1));
        return Tool.runs("qemu-img", "bench", "-f", "raw", "-t", "none", "-i", "io_uring", "-c", "1", image.toString());
    }

    private int rounds() {
        return full ? FULL_ROUNDS : 3;
    }

    private void measure(Drive drive, List<Contrast> contrasts) throws IOException, InterruptedException {
        Set<Slot> slots = new LinkedHashSet<>();
        contrasts.forEach(c -> slots.addAll(List.of(new Slot(c.against(), false), new Slot(c.of(), false))));
        List<Slot> once = List.copyOf(slots);
        once.stream().map(s -> s.of().ground()).distinct().flatMap(Noise::slots).forEach(slots::add);
        Rounds rounds = new Rounds(rounds());
        rounds.run(drive, slots);
        for (Slot slot : once) {
            results.keep(Figure.of(slot.of() + ": requests", Spread.of(rounds.rates(slot)), "1/s"));
            results.keep(Figure.of(slot.of() + ": CPU of each", Spread.of(rounds.cpus(slot)), "us"));
        }
        for (Contrast contrast : contrasts) {
            say(contrast, ": rate", rounds::rates, contrast.headline());
            say(contrast, ": CPU", rounds::cpus, false);
        }
    }

    private void say(Contrast contrast, String what, Function<Slot, double[]> measured, boolean headline) {
        Spread ratios = Contrast.ratios(
                measured.apply(new Slot(contrast.of(), false)), measured.apply(new Slot(contrast.against(), false)));
        double noise = Math.max(Noise.of(contrast.of(), measured), Noise.of(contrast.against(), measured));
        Figure figure = Figure.of(contrast.name() + what, ratios, "").told(Contrast.difference(ratios, noise));
        if (headline) {
            results.add(figure);
        } else {
            results.keep(figure);
        }
    }
}
