package dev.shortpath.bench;

import dev.shortpath.bench.Case.Ground;
import dev.shortpath.bench.Case.How;
import dev.shortpath.bench.Case.Op;
import dev.shortpath.bench.Rounds.Slot;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a case differs from itself: on each ground some cases are run twice a round. */
final class Noise {
    private static final int BYTES = 4 << 10;

    private Noise() {}

    static Stream<Slot> slots(Ground ground) {
        return Stream.of(Op.values())
                .flatMap(op -> Stream.of(1, 32).map(depth -> Case.raw(ground, How.NATIVE, op, BYTES, depth)))
                .flatMap(c -> Stream.of(new Slot(c, false), new Slot(c, true)));
    }

    /** @return how far the median of the pair that is most like the case is off, as a share of it */
    static double of(Case like, Function<Slot, double[]> measured) {
        int depth = like.depth() == 1 ? 1 : 32;
        return slots(like.ground())
                .filter(s -> !s.again() && s.of().op() == like.op() && s.of().depth() == depth)
                .mapToDouble(s -> Contrast.ratios(measured.apply(new Slot(s.of(), true)), measured.apply(s))
                        .median())
                .map(ratio -> Math.max(ratio, 1 / ratio) - 1)
                .max()
                .orElseThrow();
    }
}
