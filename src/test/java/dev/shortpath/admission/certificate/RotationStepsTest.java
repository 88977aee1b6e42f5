package dev.shortpath.admission.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rotation step by step, years in a blink. */
class RotationStepsTest {
    private static final List<String> NAMES = List.of("shortpath-webhook.shortpath.svc");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Optional<Duration> STOOD = Optional.of(Lifetimes.DEFAULT.grace());
    private static final Optional<Duration> NOT_YET =
            Optional.of(Lifetimes.DEFAULT.grace().minusSeconds(1));

    private final Rotation rotation = new Rotation(Lifetimes.DEFAULT, NAMES);

    private static Instant day(int days) {
        return START.plus(Duration.ofDays(days));
    }

    private Keyring after(Keyring ring, Instant now, Optional<Duration> stood) {
        return rotation.next(ring, now, stood).orElseThrow().ring();
    }

    @Test
    void nothingIsDueForTwoThirdsOfALife() {
        Keyring first = rotation.found(START);
        assertThat(rotation.next(first, day(59), STOOD)).isEmpty();
        Keyring renewed = after(first, day(61), Optional.empty());
        assertThat(renewed.bundle()).isEqualTo(first.bundle());
        assertThat(renewed.serving()).isNotEqualTo(first.serving());
        assertThat(rotation.next(renewed, day(62), STOOD)).isEmpty();
    }

    @Test
    void theNextCaIsTrustedFirstThenServesAndOnlyThenTheOldOneLeaves() {
        Instant due = day(246);
        Keyring first = after(rotation.found(START), day(200), STOOD);

        Keyring joined = after(first, due, STOOD);
        assertThat(joined.bundle()).hasSize(2).endsWith(first.bundle().getFirst());
        assertThat(joined.serving()).isEqualTo(first.serving());

        assertThat(rotation.next(joined, due, Optional.empty())).isEmpty();
        assertThat(rotation.next(joined, due, NOT_YET)).isEmpty();
        Keyring serves = after(joined, due, STOOD);
        assertThat(serves.isServedByNewest()).isTrue();
        assertThat(serves.bundle()).isEqualTo(joined.bundle());

        assertThat(rotation.next(serves, due, NOT_YET)).isEmpty();
        Keyring alone = after(serves, due, STOOD);
        assertThat(alone.bundle()).containsExactly(joined.bundle().getFirst());
        assertThat(alone.serving()).isEqualTo(serves.serving());
        assertThat(rotation.next(alone, due, STOOD)).isEmpty();
    }

    @Test
    void noServingCertificateOutlivesItsCaNorIsRenewedForNothing() {
        Keyring ring = rotation.found(START);
        Credential late = new Authority().vouch(ring.newest(), NAMES, day(360), Lifetimes.DEFAULT.serving());
        assertThat(late.ends()).isEqualTo(ring.newest().ends());
    }
}
