package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.Condition;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.cluster.Key;
import dev.shortpath.plan.Acceptance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The four conditions of a profile, all from the first visit on (API.md, section 1). */
final class ProfileConditions {
    /** The first of these that any VM has is Applied's reason. */
    private static final List<ProfileReason> ORDER = List.of(
            ProfileReason.RECONCILE_ERROR,
            ProfileReason.PARTLY_REFUSED,
            ProfileReason.PENDING,
            ProfileReason.WAITING_FOR_STOP,
            ProfileReason.AUDIT_ONLY);

    private final JsonNode before;
    private final long generation;
    private final Instant now;

    ProfileConditions(JsonNode before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    private record Saying(String status, String reason, String message) {
        static Saying yes(ProfileReason reason, String message) {
            return new Saying("True", reason.word(), message);
        }

        static Saying no(ProfileReason reason, String message) {
            return new Saying("False", reason.word(), message);
        }
    }

    /**
     * All four.
     *
     * @param problem why the profile is not accepted
     * @param note what is worth saying although it is
     */
    List<Condition> of(Optional<Acceptance.Problem> problem, String note, Tally tally) {
        Saying accepted = problem.map(p -> Saying.no(p.reason(), p.message()))
                .orElseGet(() -> Saying.yes(
                        ProfileReason.ACCEPTED, "The profile is understood and possible on this cluster." + note));
        Saying applied = problem.isPresent() ? accepted : applied(tally);
        Saying compliant = problem.isPresent() ? accepted : compliant(tally);
        Saying ready = problem.isPresent() ? accepted : ready(tally);
        return List.of(
                condition("Accepted", accepted),
                condition("Applied", applied),
                condition("Compliant", compliant),
                condition("Ready", ready));
    }

    private static Saying applied(Tally tally) {
        if (tally.undecided() > 0) {
            return Saying.no(ProfileReason.PENDING, vms(tally.undecided(), "is", "are") + " still to be decided.");
        }
        for (ProfileReason reason : ORDER) {
            List<Key> hindered = tally.hindrances().getOrDefault(reason.word(), List.of());
            if (!hindered.isEmpty()) {
                return Saying.no(
                        reason,
                        vms(hindered.size(), "does", "do") + " not carry the plan, first of all " + hindered.getFirst()
                                + "; the StoragePath says why.");
            }
        }
        if (!tally.conflicted().isEmpty()) {
            return Saying.no(
                    ProfileReason.CONFLICTED,
                    vms(tally.conflicted().size(), "is", "are") + " selected and got another profile, first of all "
                            + tally.conflicted().getFirst() + "; a label shortpath.dev/profile decides.");
        }
        return Saying.yes(
                ProfileReason.ALL_CARRY,
                tally.decided().isEmpty() ? "No VM is bound." : "Every bound VM carries the plan.");
    }

    private static Saying compliant(Tally tally) {
        if (tally.undecided() > 0) {
            return new Saying(
                    "Unknown",
                    ProfileReason.PENDING.word(),
                    vms(tally.undecided(), "is", "are") + " still to be decided.");
        }
        return tally.worst()
                .map(w -> new Saying(
                        w.compliance() == Compliance.UNKNOWN ? "Unknown" : "False",
                        w.reason(),
                        w.vm() + ": " + w.message()))
                .orElseGet(() -> Saying.yes(
                        ProfileReason.ALL_COMPLY,
                        tally.decided().isEmpty() ? "No VM is bound." : "Every bound VM complies."));
    }

    private static Saying ready(Tally tally) {
        return tally.undecided() > 0
                ? Saying.no(ProfileReason.PENDING, vms(tally.undecided(), "is", "are") + " still to be decided.")
                : Saying.yes(ProfileReason.ALL_DECIDED, "Every bound VM is decided for this generation.");
    }

    private static String vms(int count, String one, String many) {
        return count + (count == 1 ? " VM " + one : " VMs " + many);
    }

    private Condition condition(String type, Saying saying) {
        return new Condition(
                type, saying.status(), saying.reason(), saying.message(), since(type, saying.status()), generation);
    }

    private String since(String type, String status) {
        return before.at("/status/conditions")
                .valueStream()
                .filter(c -> c.path("type").asText().equals(type)
                        && c.path("status").asText().equals(status))
                .map(c -> c.path("lastTransitionTime").asText())
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
