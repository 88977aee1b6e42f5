package dev.shortpath.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shortpath.cli.bench.Measure.Verdict;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Seven rounds, in turns, of a side that has this rate. */
    static List<Round> rounds(int side, double... rates) {
        return IntStream.range(0, rates.length)
                .mapToObj(i -> new Round(
                        i + 1, 40 * i + 20 * side, 40 * i + 20 * side + 10, rates[i], 1e6 / rates[i], 5e6 / rates[i]))
                .toList();
    }

    private static final double[] SLOW = {100, 101, 99, 102, 98, 103, 97};
    private static final double[] FAST = {200, 202, 198, 204, 196, 206, 194};

    @Test
    void twiceTheRateIsAGain() throws NotMeasured {
        Comparison found = Comparison.of(rounds(0, FAST), rounds(1, SLOW));

        Measure rate = found.measures().getFirst();
        assertThat(rate.ratio()).isCloseTo(2, within(0.02));
        assertThat(rate.verdict()).isEqualTo(Verdict.GAIN);
        // 2 of the 3432 ways to choose 7 of 14.
        assertThat(rate.chance()).isCloseTo(2.0 / 3432, within(1e-12));
        assertThat(rate.sentence())
                .startsWith("200 operations a second to 100 of KubeVirt's default: 2.00 times (1.9")
                .endsWith(", p 0.0006), a gain");
        assertThat(found.measures()).allMatch(m -> m.verdict() == Verdict.GAIN);
        assertThat(found.summary())
                .isEqualTo(
                        "rate 2.00 times, a gain; latency 0.50 times, a gain; latency99 0.50 times, a gain; in 7 rounds");
    }

    /** fio tells latencies in steps, so that many are equal. */
    @Test
    void whatTheMedianDoesNotTellIsNoDifference() throws NotMeasured {
        double[] profile = DoubleStream.concat(
                        DoubleStream.generate(() -> 9042).limit(9),
                        DoubleStream.generate(() -> 10121).limit(11))
                .toArray();
        double[] standard = DoubleStream.generate(() -> 10121).limit(20).toArray();

        Comparison found = Comparison.of(rounds(0, profile), rounds(1, standard));

        assertThat(found.measures()).allSatisfy(m -> {
            assertThat(m.chance()).isLessThan(Measure.LEVEL);
            assertThat(m.ratio()).isEqualTo(1);
            assertThat(m.verdict()).isEqualTo(Verdict.NONE);
        });
    }

    @Test
    void halfTheRateIsALoss() throws NotMeasured {
        Comparison found = Comparison.of(rounds(0, SLOW), rounds(1, FAST));

        assertThat(found.measures()).allMatch(m -> m.verdict() == Verdict.LOSS);
    }

    @Test
    void theSameIsNoDifference() throws NotMeasured {
        Comparison found = Comparison.of(rounds(0, SLOW), rounds(1, SLOW));

        assertThat(found.measures().getFirst().chance()).isEqualTo(1);
        assertThat(found.summary()).isEqualTo("no difference that can be told from noise, in 7 rounds");
    }

    @Test
    void threeRoundsProveNothingHoweverFarApart() throws NotMeasured {
        Comparison found = Comparison.of(rounds(0, 900, 901, 902), rounds(1, 1, 2, 3));

        assertThat(found.measures().getFirst().interval()).isEmpty();
        assertThat(found.measures().getFirst().verdict()).isEqualTo(Verdict.NONE);
        assertThat(found.measures().getFirst().sentence()).contains("too few rounds for an interval");
    }

    @Test
    void roundsThatRanAtOnceOrHaveNoOtherAreLeftOut() throws NotMeasured {
        List<Round> profile = rounds(0, FAST);
        List<Round> standard = List.of(
                new Round(1, 5, 15, 100, 1, 1),
                rounds(1, SLOW).get(1),
                rounds(1, SLOW).get(2));

        Comparison found = Comparison.of(profile, standard);

        assertThat(found.rounds()).isEqualTo(2);
        assertThat(found.disturbed()).isEqualTo(1);
        assertThatThrownBy(() -> Comparison.of(profile, List.of()))
                .hasMessage(
                        "there is no pair of rounds to compare: 7 with the profile, 0 with KubeVirt's default, 0 of them at the same time");
    }

    /** Of 2000 measurements of equals, one in a hundred may be taken for a difference; 40 would be twice that. */
    @Test
    void noiseIsSeldomTakenForAGain() {
        Random random = new Random(8);
        long wrong = IntStream.range(0, 2000)
                .filter(i -> Measure.of(Measure.Figure.RATE, rounds(0, noise(random)), rounds(1, noise(random)))
                                .verdict()
                        != Verdict.NONE)
                .count();
        assertThat(wrong).isLessThan(40);
    }

    private static double[] noise(Random random) {
        return DoubleStream.generate(() -> 1000 * Math.exp(0.2 * random.nextGaussian()))
                .limit(7)
                .toArray();
    }

    @Property
    void sidesThatChangePlacesTurnTheRatioOverAndNothingElse(
            @ForAll @Size(7) List<@DoubleRange(min = 1, max = 1e6) Double> one,
            @ForAll @Size(7) List<@DoubleRange(min = 1, max = 1e6) Double> other) {
        List<Round> profile = rounds(0, one.stream().mapToDouble(d -> d).toArray());
        List<Round> standard = rounds(1, other.stream().mapToDouble(d -> d).toArray());
        Measure there = Measure.of(Measure.Figure.RATE, profile, standard);
        Measure back = Measure.of(Measure.Figure.RATE, standard, profile);

        assertThat(there.chance()).isCloseTo(back.chance(), within(1e-9)).isBetween(1e-9, 1.0);
        assertThat(there.interval().orElseThrow().low()
                        * back.interval().orElseThrow().high())
                .isCloseTo(1, within(1e-9));
        assertThat(there.ratio())
                .isBetween(
                        there.interval().orElseThrow().low(),
                        there.interval().orElseThrow().high());
    }
}
