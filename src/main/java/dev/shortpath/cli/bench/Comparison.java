package dev.shortpath.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rounds of both sides, compared.
 *
 * @param rounds how many of each side were compared
 * @param disturbed how many pairs were left out, because both ran at once
 */
public record Comparison(int rounds, int disturbed, List<Measure> measures) {
    public Comparison {
        measures = List.copyOf(measures);
    }

    /**
     * Compares rounds of the same number; one without its other is left out, and so are two that ran at the same time.
     *
     * @throws NotMeasured where no pair is left
     */
    public static Comparison of(List<Round> profile, List<Round> standard) throws NotMeasured {
        List<Round> one = new ArrayList<>();
        List<Round> other = new ArrayList<>();
        int disturbed = 0;
        for (Round mine : profile) {
            List<Round> others =
                    standard.stream().filter(r -> r.number() == mine.number()).toList();
            if (others.isEmpty()) {
                continue;
            }
            if (standard.stream().anyMatch(mine::overlaps)) {
                disturbed++;
                continue;
            }
            one.add(mine);
            other.add(others.getFirst());
        }
        if (one.isEmpty()) {
            throw new NotMeasured("there is no pair of rounds to compare: " + profile.size() + " with the profile, "
                    + standard.size() + " with KubeVirt's default, " + disturbed + " of them at the same time");
        }
        return new Comparison(
                one.size(),
                disturbed,
                Arrays.stream(Measure.Figure.values())
                        .map(f -> Measure.of(f, one, other))
                        .toList());
    }

    /** In one sentence for a person. */
    public String summary() {
        Measure rate = measures.getFirst();
        if (measures.stream().allMatch(m -> m.verdict() == Measure.Verdict.NONE)) {
            return "no difference that can be told from noise, in " + rounds + " rounds";
        }
        return measures.stream()
                        .filter(m -> m.verdict() != Measure.Verdict.NONE)
                        .map(m -> String.format(
                                java.util.Locale.ROOT,
                                "%s %.2f times, %s",
                                m.figure().word(),
                                m.ratio(),
                                m.verdict().words()))
                        .collect(Collectors.joining("; "))
                + (rate.verdict() == Measure.Verdict.NONE ? "; the rate is the same within noise" : "")
                + "; in " + rounds + " rounds";
    }
}
