package dev.shortpath.operator;

import dev.shortpath.api.Passthrough;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.Window;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Profile;
import dev.shortpath.plan.rollout.Opening;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a profile is possible on this cluster, and with this version of Shortpath. */
final class Acceptance {
    private Acceptance() {}

    /**
     * Why a profile is not accepted.
     *
     * @param message names the field, and what to write instead
     */
    record Problem(ProfileReason reason, String message) {}

    static Optional<Problem> of(Profile profile, Cluster cluster) {
        Window window = profile.spec().rollout().window();
        if (window != null && Opening.zone(window).isEmpty()) {
            return Optional.of(new Problem(
                    ProfileReason.INVALID,
                    "spec.rollout.window.timeZone: there is no time zone " + window.timeZone()
                            + "; write one of the IANA database, such as Europe/Berlin, or leave it out for UTC."));
        }
        return cluster.permittedDevices()
                .flatMap(permitted -> profile.spec().passthrough().stream()
                        .map(Passthrough::resourceName)
                        .filter(name -> name != null && !permitted.contains(name))
                        .findFirst()
                        .flatMap(name -> unsupported("spec.passthrough: the KubeVirt CR does not permit the resource "
                                + name
                                + " (spec.configuration.permittedHostDevices); it permits "
                                + (permitted.isEmpty() ? "none" : String.join(", ", new TreeSet<>(permitted))) + ".")));
    }

    private static Optional<Problem> unsupported(String message) {
        return Optional.of(new Problem(ProfileReason.UNSUPPORTED_BY_CLUSTER, message));
    }
}
