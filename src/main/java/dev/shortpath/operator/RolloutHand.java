package dev.shortpath.operator;

import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.VmRestart;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.RolloutPlan;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import dev.shortpath.telemetry.Correlation;
import dev.shortpath.telemetry.Meters;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the restarts that stand in a profile's status, and tells of them. */
final class RolloutHand {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.rollout");
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final VmRestart restart;
    private final Bulletin bulletin;
    private final Meters meters;
    private final InstantSource clock;
    /** When to ask again for a VMI's end; an operator that was not there then looks before it asks. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    RolloutHand(VmRestart restart, Bulletin bulletin, Meters meters, InstantSource clock) {
        this.restart = restart;
        this.bulletin = bulletin;
        this.meters = meters;
        this.clock = clock;
    }

    /** Once the plan stands in the status. @return when to come back: for a deadline, or to ask once more */
    Optional<Duration> carryOut(String profile, RolloutPlan plan) {
        boolean open = false;
        for (Restart one : plan.ask()) {
            Instant next = asked.getOrDefault(one.instance(), Instant.MIN);
            if (!clock.instant().isBefore(next)) {
                try (Correlation _ =
                        Correlation.of(Correlation.PROFILE, profile).and(Correlation.VM, one.vm())) {
                    next = ask(profile, one);
                }
                asked.put(one.instance(), next);
            }
            open |= next != Instant.MAX;
        }
        Optional<Duration> deadline = plan.comeBack()
                .map(at -> Duration.between(clock.instant(), at))
                .map(d -> d.isPositive() ? d : Duration.ofMillis(1));
        return Stream.concat(open ? Stream.of(ASK_AGAIN) : Stream.empty(), deadline.stream())
                .min(Comparator.naturalOrder());
    }

    private Instant ask(String profile, Restart one) {
        return switch (restart.ask(one)) {
            case VmRestart.Answer.Asked asked -> {
                String note = "Profile " + profile + ": restarted, to run with the plan that is stored in it.";
                meters.restarted("asked");
                bulletin.post(
                        Watched.VM.reference(Key.parse(one.vm()), asked.uid()),
                        new News(false, "Restarted", "Rollout", note));
                LOG.info("{}: {}", one.vm(), note);
                yield Instant.MAX;
            }
            case VmRestart.Answer.Needless _ -> clock.instant().plus(ASK_AGAIN);
            case VmRestart.Answer.Refused refused -> {
                meters.restarted("refused");
                LOG.warn(
                        "{}: the restart that profile {} asks for is refused: {}",
                        one.vm(),
                        profile,
                        refused.message());
                yield clock.instant().plus(ASK_AGAIN);
            }
        };
    }

    /** Tells what the status now says and did not before. */
    void tell(String profile, ObjectReference about, Optional<String> stoppedBefore, RolloutPlan plan) {
        plan.back().forEach(r -> {
            asked.remove(r.instance());
            meters.restarted("back");
        });
        if (plan.stoppedAt().isPresent() && !plan.stoppedAt().equals(stoppedBefore)) {
            meters.restarted("late");
            bulletin.post(about, new News(true, "RolloutStopped", "Rollout", plan.message()));
            try (Correlation _ = Correlation.of(Correlation.PROFILE, profile)
                    .and(Correlation.VM, plan.stoppedAt().get())) {
                LOG.warn("{}: {}", profile, plan.message());
            }
        }
    }
}
