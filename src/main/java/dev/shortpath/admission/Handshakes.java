package dev.shortpath.admission;

import dev.shortpath.admission.certificate.Presented;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.telemetry.AdmissionMeters;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that never came to a request: counted, and told once a minute for each reason. */
final class Handshakes {
    private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);

    private final Presented presented;
    private final AdmissionMeters meters;
    private final InstantSource clock;
    private final Seldom seldom;

    Handshakes(Presented presented, AdmissionMeters meters, InstantSource clock) {
        this.presented = presented;
        this.meters = meters;
        this.clock = clock;
        this.seldom = new Seldom(clock);
    }

    /** Why a connection was refused. */
    enum Reason {
        PLAINTEXT("something spoke plain HTTP to the webhook's port: the API server speaks TLS to it"),
        NO_CERTIFICATE("there is no serving certificate yet"),
        EXPIRED("a client refused our serving certificate, which is expired"),
        UNTRUSTED("a client does not trust our serving certificate: is its caBundle the present one?"),
        GONE("a client went away during the handshake"),
        HANDSHAKE("a TLS handshake failed");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    void failed(Throwable fault) {
        Reason reason = reason(fault);
        meters.refused(reason.word());
        if (reason == Reason.GONE) {
            LOG.debug("{}: {}", reason.sentence, fault.toString());
            return;
        }
        seldom.say(
                reason.word(),
                more -> LOG.warn(
                        "{} ({}{})",
                        reason.sentence,
                        Excerpt.of(said(fault), 256),
                        more == 0 ? "" : "; " + more + " more in between"));
    }

    /** The whole story: a TLS engine wraps the alert that it got. */
    private static String said(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .distinct()
                .collect(Collectors.joining(", because of "));
    }

    private Reason reason(Throwable fault) {
        String kind = fault.getClass().getSimpleName();
        String said = said(fault);
        if (kind.equals("NotSslRecordException")) {
            return Reason.PLAINTEXT;
        }
        if (presented.isNone()) {
            return Reason.NO_CERTIFICATE;
        }
        // Whoever refuses it gives one of several alerts, by its TLS library.
        if (said.contains("certificate") || said.contains("unknown_ca")) {
            return presented.isExpired(clock.instant()) ? Reason.EXPIRED : Reason.UNTRUSTED;
        }
        boolean left = kind.equals("ClosedChannelException") || kind.equals("StacklessClosedChannelException");
        return left || said.contains("Connection reset") ? Reason.GONE : Reason.HANDSHAKE;
    }
}
