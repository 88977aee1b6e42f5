package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Condition;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.Plan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The conditions of a StoragePath. */
public final class PathConditions {
    /** Whether the VM has what its profile asks for. */
    public static final String COMPLIANT = "Compliant";

    /** Whether the VM carries the plan where the delivery puts it; its reasons are those of the profile's Applied. */
    public static final String APPLIED = "Applied";

    private final Optional<JsonNode> before;
    private final Instant now;

    private PathConditions(Optional<JsonNode> before, Instant now) {
        this.before = before;
        this.now = now;
    }

    static List<Condition> of(Plan plan, Outcome outcome, Fate fate, Optional<JsonNode> before, Instant now) {
        String compliant = switch (outcome.compliance()) {
            case COMPLIANT -> "True";
            case UNKNOWN -> "Unknown";
            case NON_COMPLIANT, OUT_OF_DATE, NOT_APPLICABLE -> "False";
        };
        Optional<Word> hindrance = hindrance(plan, outcome, fate);
        PathConditions conditions = new PathConditions(before, now);
        return List.of(
                conditions.condition(
                        APPLIED,
                        hindrance.isEmpty() ? "True" : "False",
                        hindrance.map(Word::word).orElse(PathReason.AS_PLANNED.word()),
                        hindrance.isEmpty() ? "The VM carries the plan." : outcome.message()),
                conditions.condition(COMPLIANT, compliant, outcome.reason().word(), outcome.message()));
    }

    /** Why the VM does not carry the plan, in the words of the profile's condition Applied. */
    private static Optional<Word> hindrance(Plan plan, Outcome outcome, Fate fate) {
        return switch (fate) {
            case Fate.Failed f -> Optional.of(ProfileReason.RECONCILE_ERROR);
            default ->
                switch (outcome.reason()) {
                    case REFUSED_BY_KUBE_VIRT, NOT_POSSIBLE, CANNOT_START -> Optional.of(ProfileReason.PARTLY_REFUSED);
                    case AUDIT_ONLY -> Optional.of(ProfileReason.AUDIT_ONLY);
                    // With delivery Instance nothing waits: admission stands ready for whichever start comes.
                    case NEXT_START ->
                        plan.delivery().equals(Optional.of(Delivery.INSTANCE))
                                ? Optional.empty()
                                : Optional.of(ProfileReason.WAITING_FOR_STOP);
                    case NEEDS_STOP -> Optional.of(ProfileReason.WAITING_FOR_STOP);
                    case NOT_WRITTEN, DRIFTED -> Optional.of(ProfileReason.PENDING);
                    case OPTED_OUT, NO_PROFILE, PROFILE_NOT_FOUND, NAMESPACE_NOT_ALLOWED ->
                        Optional.of(outcome.reason());
                    default -> Optional.empty();
                };
        };
    }

    private Condition condition(String type, String status, String reason, String message) {
        return new Condition(
                type, status, reason, Excerpt.of(message, StoragePathReport.SENTENCE), since(type, status), null);
    }

    private String since(String type, String status) {
        return before.map(b -> b.at("/status/conditions")).stream()
                .flatMap(JsonNode::valueStream)
                .filter(c -> c.path("type").asText().equals(type)
                        && c.path("status").asText().equals(status))
                .map(c -> c.path("lastTransitionTime").asText())
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
