package dev.shortpath.bench;

import java.util.stream.DoubleStream;

/**
 * What repeated measurements say together.
 *
 * @param sorted from the least to the most; at least one
 */
record Spread(double... sorted) {
    Spread {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a spread of no measurement");
        }
    }

    static Spread of(DoubleStream all) {
        return new Spread(all.sorted().toArray());
    }

    /** The middle one, or the mean of the two in the middle. */
    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least value that so large a share of them does not exceed (nearest rank). */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }
}
