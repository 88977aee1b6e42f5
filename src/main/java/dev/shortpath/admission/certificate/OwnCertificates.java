package dev.shortpath.admission.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Certificates that the operator makes and rotates itself, and keeps in a Secret. */
public final class OwnCertificates implements Certificates {
    private final KeyringSecret secret;
    private final Rotation rotation;
    private final Presented presented;
    private Optional<Keyring> ring = Optional.empty();
    private Optional<Instant> since = Optional.empty();

    public OwnCertificates(KeyringSecret secret, Rotation rotation, Presented presented) {
        this.secret = secret;
        this.rotation = rotation;
        this.presented = presented;
    }

    @Override
    public Optional<String> present(Instant now) {
        Keyring stands = secret.agree(now);
        if (ring.filter(r -> r.data().equals(stands.data())).isEmpty()) {
            ring = Optional.of(stands);
            since = Optional.empty();
            presented.use(stands.serving());
        }
        return Optional.of(stands.bundlePem());
    }

    /** The time is counted in this process alone: a restart waits once more, and clocks need not agree. */
    @Override
    public boolean advance(Instant now, boolean trusted) {
        since = trusted ? since.or(() -> Optional.of(now)) : Optional.empty();
        Optional<Duration> stood = since.map(s -> Duration.between(s, now));
        return ring.flatMap(r -> rotation.next(r, now, stood).map(step -> {
                    secret.replace(r, step);
                    return true; // Whoever was quicker: what stands now is another one.
                }))
                .orElse(false);
    }
}
