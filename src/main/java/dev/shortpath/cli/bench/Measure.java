package dev.shortpath.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One figure of both sides compared.
 *
 * @param profile of the rounds with the profile's path
 * @param standard of the rounds with KubeVirt's default
 * @param ratio how many times as much the profile's path has: the median over all pairs of rounds
 * @param interval between what the ratio lies, wrong once in a hundred measurements; empty with too few rounds to say
 * @param chance how probable so great a difference is where there is none, 0 to 1
 */
public record Measure(
        Figure figure, Spread profile, Spread standard, double ratio, Optional<Interval> interval, double chance) {
    /** What is taken for a difference is none once in a hundred measurements. */
    static final double LEVEL = 0.01;

    /** What is compared. */
    public enum Figure {
        RATE("rate", "operations a second", true, Round::rate),
        MEDIAN("latency", "microseconds", false, Round::median),
        SLOW("latency99", "microseconds", false, Round::slow);

        private final String word;
        private final String unit;
        private final boolean moreIsBetter;
        private final ToDoubleFunction<Round> of;

        Figure(String word, String unit, boolean moreIsBetter, ToDoubleFunction<Round> of) {
            this.word = word;
            this.unit = unit;
            this.moreIsBetter = moreIsBetter;
            this.of = of;
        }

        public String word() {
            return word;
        }
    }

    /** The middle, and between what the middle half of the rounds lies. */
    public record Spread(double median, double low, double high) {}

    public record Interval(double low, double high) {}

    /** What can be said of a difference. */
    public enum Verdict {
        GAIN("a gain"),
        LOSS("a loss"),
        NONE("no difference that can be told from noise");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static Measure of(Figure figure, List<Round> profile, List<Round> standard) {
        double[] one = profile.stream().mapToDouble(figure.of).sorted().toArray();
        double[] other = standard.stream().mapToDouble(figure.of).sorted().toArray();
        double[] ratios = Arrays.stream(one)
                .flatMap(a -> Arrays.stream(other).map(b -> a / b))
                .sorted()
                .toArray();
        int left = RankSums.leftOut(one.length, other.length, LEVEL);
        return new Measure(
                figure,
                spread(one),
                spread(other),
                quantile(ratios, 0.5),
                left == 0
                        ? Optional.empty()
                        : Optional.of(new Interval(ratios[left - 1], ratios[ratios.length - left])),
                RankSums.of(one, other).probability());
    }

    public Verdict verdict() {
        // With many equal values the ranks may tell a difference that the interval does not.
        if (chance > LEVEL || interval.filter(i -> i.low() > 1 || i.high() < 1).isEmpty()) {
            return Verdict.NONE;
        }
        return interval.get().low() > 1 == figure.moreIsBetter ? Verdict.GAIN : Verdict.LOSS;
    }

    /** For a person: `41230 operations a second to 30110 of KubeVirt's default: 1.37 times (1.31 to 1.42, p 0.0006), a gain`. */
    public String sentence() {
        String between = interval.map(
                        i -> String.format(Locale.ROOT, "%.2f to %.2f, p %s", i.low(), i.high(), probability()))
                .orElse("too few rounds for an interval");
        return String.format(
                Locale.ROOT,
                "%s %s to %s of KubeVirt's default: %.2f times (%s), %s",
                amount(profile.median()),
                figure.unit,
                amount(standard.median()),
                ratio,
                between,
                verdict().words());
    }

    /** For a person: between what the middle half of the rounds lies, of both. */
    public String scatter() {
        return "middle half of the rounds: " + amount(profile.low()) + " to " + amount(profile.high()) + ", default "
                + amount(standard.low()) + " to " + amount(standard.high());
    }

    private String probability() {
        return chance < 0.0001 ? "below 0.0001" : String.format(Locale.ROOT, "%.4f", chance);
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static Spread spread(double[] sorted) {
        return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /** Between the two nearest, in proportion. */
    private static double quantile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = (int) Math.ceil(at);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
