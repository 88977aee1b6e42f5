package dev.shortpath.admission.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Certificates for tests, made as the operator makes them. */
public final class Made {
    private Made() {}

    /** A fresh keyring for localhost. */
    public static Keyring fresh() {
        return new Rotation(Lifetimes.DEFAULT, List.of("localhost")).found(Instant.now());
    }

    /** One whose serving certificate ended a minute ago; its CA has not. */
    public static Keyring expired() {
        Authority authority = new Authority();
        Instant before = Instant.now().minus(Duration.ofHours(1));
        Credential ca = authority.found(before, Duration.ofDays(1));
        Credential serving = authority.vouch(ca, List.of("localhost"), before, Duration.ofMinutes(59));
        return new Keyring(ca.chain(), ca.key(), serving);
    }

    public static X509Certificate authority(Keyring ring) {
        return ring.bundle().getFirst();
    }
}
