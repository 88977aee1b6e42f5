package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Heartbeat and pauses. */
class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-11-22T21:00:00Z");

    private static Rhythm with(double chance) {
        return Rhythm.of(Duration.ofSeconds(30), () -> chance);
    }

    @Test
    void theHeartbeatIsTenMinutesMoreOrLessAFifth() {
        assertThat(with(0).heartbeat()).isEqualTo(Duration.ofMinutes(8));
        assertThat(with(0.5).heartbeat()).isEqualTo(Duration.ofMinutes(10));
        assertThat(with(0.999_999_9).heartbeat()).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));
    }

    @Test
    void aReportIsOverdueWhenItsTimeIsOldMissingOrSenseless() {
        assertThat(with(0.5).overdue("2026-11-22T20:50:01Z", NOW)).isFalse();
        assertThat(with(0.5).overdue("2026-11-22T20:50:00Z", NOW)).isTrue();
        assertThat(with(0.5).overdue(null, NOW)).isTrue();
        assertThat(with(0.5).overdue("yesterday", NOW)).isTrue();
        assertThat(with(0.5).overdue("2027-11-22T20:50:00Z", NOW)).isTrue();
    }

    @Test
    void pausesDoubleUpToFiveMinutesAndAreHalvedAtMost() {
        assertThat(IntStream.of(1, 2, 3, 9, 10, 1000).mapToObj(with(0)::pause))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 256L, 300L, 300L);
        assertThat(with(0.999_999_9).pause(10)).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(151));
    }
}
