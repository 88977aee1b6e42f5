package dev.shortpath.plan;

import dev.shortpath.api.Passthrough;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.Window;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Profile;
import dev.shortpath.plan.rollout.Opening;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a profile is possible on this cluster, and with this version of Shortpath. */
public final class Acceptance {
    private Acceptance() {}

    /**
     * Why a profile is not accepted.
     *
     * @param message names the field, and what to write instead
     */
    public record Problem(ProfileReason reason, String message) {}

    public static Optional<Problem> of(Profile profile, Cluster cluster) {
        Window window = profile.spec().rollout().window();
        if (window != null && Opening.zone(window).isEmpty()) {
            return Optional.of(new Problem(
                    ProfileReason.INVALID,
                    "spec.rollout.window.timeZone: there is no time zone " + window.timeZone()
                            + "; write one of the IANA database, such as Europe/Berlin, or leave it out for UTC."));
        }
        return notPermitted(profile, cluster).findFirst().flatMap(Acceptance::unsupported);
    }

    /** A sentence for each entry of passthrough whose resource no VM may have here. */
    public static Stream<String> notPermitted(Profile profile, Cluster cluster) {
        Optional<Set<String>> permitted = cluster.permittedDevices();
        List<Passthrough> asked = profile.spec().passthrough();
        return IntStream.range(0, permitted.isPresent() ? asked.size() : 0)
                .filter(i -> !permitted.get().contains(asked.get(i).resourceName()))
                .mapToObj(i -> "spec.passthrough[" + i + "]: the KubeVirt CR does not permit the resource "
                        + asked.get(i).resourceName() + " (spec.configuration.permittedHostDevices); it permits "
                        + (permitted.get().isEmpty() ? "none" : String.join(", ", new TreeSet<>(permitted.get())))
                        + ".");
    }

    private static Optional<Problem> unsupported(String message) {
        return Optional.of(new Problem(ProfileReason.UNSUPPORTED_BY_CLUSTER, message));
    }
}
