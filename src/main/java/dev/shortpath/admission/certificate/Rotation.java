package dev.shortpath.admission.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step at a time from a keyring to the next, so that whoever trusts us does so at every moment: the next CA is
 * trusted first, then it serves, and only then the old one leaves. Each step stands for a grace before the next.
 */
public final class Rotation {
    private final Authority authority = new Authority();
    private final Lifetimes lifetimes;
    private final List<String> names;

    public Rotation(Lifetimes lifetimes, List<String> names) {
        this.lifetimes = lifetimes;
        this.names = List.copyOf(names);
    }

    List<String> names() {
        return names;
    }

    /** A keyring where there is none. */
    Keyring found(Instant now) {
        Credential first = authority.found(now, lifetimes.authority());
        return new Keyring(first.chain(), first.key(), serve(first, now));
    }

    private Credential serve(Credential by, Instant now) {
        return authority.vouch(by, names, now, lifetimes.serving());
    }

    /** A step and its name, for the log. */
    public record Step(Keyring ring, String what) {}

    /**
     * The next step that is due.
     *
     * @param stood how long this very keyring has been in the Secret, and its bundle in the configurations; empty while
     *     it is not in all of them
     */
    public Optional<Step> next(Keyring ring, Instant now, Optional<Duration> stood) {
        boolean settled = stood.filter(s -> s.compareTo(lifetimes.grace()) >= 0).isPresent();
        if (!ring.isServedByNewest()) {
            return settled
                    ? Optional.of(new Step(served(ring, now), "the next CA has become the one that serves"))
                    : Optional.empty();
        }
        if (ring.bundle().size() > 1) {
            return settled
                    ? Optional.of(new Step(
                            new Keyring(ring.bundle().subList(0, 1), ring.key(), ring.serving()),
                            "the old CA has left"))
                    : Optional.empty();
        }
        if (lifetimes.isDue(ring.newest(), now)) {
            return Optional.of(new Step(joined(ring, now), "the next CA has joined the bundle"));
        }
        if (lifetimes.isServingDue(ring.serving(), now)
                && ring.serving().ends().isBefore(ring.newest().ends())) {
            return Optional.of(new Step(served(ring, now), "the serving certificate was renewed"));
        }
        return Optional.empty();
    }

    private Keyring served(Keyring ring, Instant now) {
        return new Keyring(ring.bundle(), ring.key(), serve(ring.newest(), now));
    }

    private Keyring joined(Keyring ring, Instant now) {
        Credential next = authority.found(now, lifetimes.authority());
        List<X509Certificate> both =
                Stream.concat(next.chain().stream(), ring.bundle().stream()).toList();
        return new Keyring(both, next.key(), ring.serving());
    }
}
