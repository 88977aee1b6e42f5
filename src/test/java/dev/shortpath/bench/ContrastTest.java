package dev.shortpath.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.bench.Case.Ground;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is a difference and what is noise, and which comparisons are made; nothing is measured here. */
class ContrastTest {
    private static Spread ratios(double... all) {
        return Spread.of(DoubleStream.of(all));
    }

    @Test
    void ratiosAreOfTheRunsOfOneRound() {
        assertThat(Contrast.ratios(new double[] {10, 40}, new double[] {20, 20}).sorted())
                .containsExactly(0.5, 2);
    }

    @Test
    void roundsThatAgreeBeyondTheNoiseAreADifference() {
        assertThat(Contrast.difference(ratios(1.2, 1.3, 1.4), 0.1)).isEqualTo("more");
        assertThat(Contrast.difference(ratios(0.5, 0.6, 0.7), 0.1)).isEqualTo("less");
    }

    @Test
    void roundsThatDisagreeAreNone() {
        assertThat(Contrast.difference(ratios(0.9, 1.5, 1.6), 0)).isEqualTo("none");
        assertThat(Contrast.difference(ratios(0.5, 0.6, 1.1), 0)).isEqualTo("none");
    }

    @Test
    void aDifferenceThatACaseHasFromItselfIsNone() {
        assertThat(Contrast.difference(ratios(1.05, 1.06, 1.07), 0.1)).isEqualTo("none");
        assertThat(Contrast.difference(ratios(0.93, 0.94, 0.95), 0.1)).isEqualTo("none");
    }

    @Test
    void theShortRunComparesNothingThatTheFullOneLeavesOut() {
        assertThat(Contrasts.all(true).stream().map(Contrast::name))
                .doesNotHaveDuplicates()
                .containsAll(Contrasts.all(false).stream().map(Contrast::name).toList());
    }

    @Test
    void bothSidesOfAComparisonWithinOneGroundDoTheSameWork() {
        assertThat(Contrasts.all(true))
                .filteredOn(c -> c.of().ground() != Ground.BLOCK_4K)
                .allMatch(c -> c.of().load().equals(c.against().load()));
    }
}
