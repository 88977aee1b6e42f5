package dev.shortpath.bench;

import java.util.stream.IntStream;

/**
 * Two cases, run in turn, and what one is worth beside the other.
 *
 * @param name as the documents call it
 * @param headline whether it stands in the table that a person reads last
 */
record Contrast(String name, Case of, Case against, boolean headline) {
    /** The ratios of each round; the rounds are what makes a spread. */
    record Worth(Spread rate, Spread cpu) {}

    /** Ratios of the runs of one round, since what else the machine did then was much the same for both. */
    static Spread ratios(double[] of, double[] against) {
        return Spread.of(IntStream.range(0, of.length).mapToDouble(i -> of[i] / against[i]));
    }

    /**
     * Whether a difference is one.
     *
     * @param ratios of each round
     * @param noise what the same case differs from itself, as a share
     * @return `more`, `less`, or `none`: rounds that disagree on the side, or a median within the noise
     */
    static String difference(Spread ratios, double noise) {
        if (ratios.least() > 1 && ratios.median() > 1 + noise) {
            return "more";
        }
        return ratios.most() < 1 && ratios.median() < 1 / (1 + noise) ? "less" : "none";
    }
}
