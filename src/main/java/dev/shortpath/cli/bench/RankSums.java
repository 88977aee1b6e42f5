package dev.shortpath.cli.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The exact distribution of the sum of the ranks that one of two samples has in both (Wilcoxon, Mann and Whitney), equal values
 * sharing their mean rank. It supposes nothing of how rounds scatter, and holds for a handful of them.
 */
final class RankSums {
    private final double[] counts;
    private final double total;
    private final int seen;

    private RankSums(int[] doubledRanks, int size, int seen) {
        this.counts = counts(doubledRanks, size);
        this.total = Arrays.stream(counts).sum();
        this.seen = seen;
    }

    static RankSums of(double[] one, double[] other) {
        double[] all =
                DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
        int[] ranks = doubledRanks(all);
        return new RankSums(
                ranks, one.length, Arrays.stream(ranks, 0, one.length).sum());
    }

    /** How probable it is that equals differ so much or more, in either direction: above 0, at most 1. */
    double probability() {
        double below = Arrays.stream(counts, 0, seen + 1).sum();
        double above = Arrays.stream(counts, seen, counts.length).sum();
        return Math.min(1, 2 * Math.min(below, above) / total);
    }

    /**
     * How many of the pairs' differences may be left out at either end of an interval that is missed no oftener than the level; 0
     * where the samples are too small for it. Counted for samples without equal values.
     *
     * @param level such as 0.01
     */
    static int leftOut(int one, int other, double level) {
        int[] ranks = new int[one + other];
        Arrays.setAll(ranks, i -> 2 * (i + 1));
        double[] counts = counts(ranks, one);
        double all = Arrays.stream(counts).sum();
        int least = one * (one + 1) / 2;
        double below = 0;
        int left = 0;
        while (left <= one * other / 2) {
            below += counts[2 * (least + left)];
            if (below / all > level / 2) {
                break;
            }
            left++;
        }
        return left;
    }

    /** Of each sum of doubled ranks, how many choices of so many values have it. */
    private static double[] counts(int[] ranks, int size) {
        int most = Arrays.stream(ranks).sum();
        double[][] ways = new double[size + 1][most + 1];
        ways[0][0] = 1;
        for (int rank : ranks) {
            for (int chosen = size; chosen > 0; chosen--) {
                for (int sum = most; sum >= rank; sum--) {
                    ways[chosen][sum] += ways[chosen - 1][sum - rank];
                }
            }
        }
        return ways[size];
    }

    /** Twice the mean rank of each value, which is whole. */
    private static int[] doubledRanks(double[] values) {
        return Arrays.stream(values)
                .mapToInt(value -> {
                    int less =
                            (int) Arrays.stream(values).filter(v -> v < value).count();
                    int same =
                            (int) Arrays.stream(values).filter(v -> v == value).count();
                    return 2 * less + same + 1;
                })
                .toArray();
    }
}
