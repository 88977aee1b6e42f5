package dev.shortpath.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Allowance allowance = new Allowance(50, Duration.ofMillis(100), START);

    private long taken(int asked, Instant now) {
        return IntStream.range(0, asked).filter(_ -> allowance.take(now)).count();
    }

    @Test
    void soManyAreTakenAtOnceAndNoMore() {
        assertThat(taken(1000, START)).isEqualTo(50);
    }

    @Test
    void oneMoreComesWithTime() {
        taken(1000, START);

        assertThat(taken(1000, START.plusMillis(99))).isZero();
        assertThat(taken(1000, START.plusMillis(100))).isEqualTo(1);
        assertThat(taken(1000, START.plusMillis(1100))).isEqualTo(10);
    }

    @Test
    void whatIsNotTakenIsNotHoarded() {
        assertThat(taken(1000, START.plus(Duration.ofDays(1)))).isEqualTo(50);
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        taken(1000, START);

        assertThat(taken(1000, START.minusSeconds(3600))).isZero();
    }
}
