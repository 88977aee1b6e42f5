package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Migration;
import java.util.Optional;

/** What a drain does to a VM whose path cannot migrate. */
final class EvictionRule {
    static final Rule RULE = Rule.perVm(Field.EVICTION, EvictionRule::decide);
    private static final String IF_POSSIBLE = "LiveMigrateIfPossible";

    private EvictionRule() {}

    private static Decision decide(Ask ask) {
        Migration migration = Migration.of(ask.draft());
        Evidence evidence = new Evidence("live migration", migration.why());
        if (migration.possible().equals(Optional.of(true))) {
            return ask.notApplicable(
                    DecisionReason.CAN_MIGRATE, "The VM's path can be migrated: " + migration.why() + ".", evidence);
        }
        if (migration.possible().isEmpty()) {
            return ask.unknown(
                    DecisionReason.VOLUME_NOT_YET_KNOWN,
                    "Whether the path can migrate is not known: " + migration.why() + ".",
                    evidence);
        }
        return ask.standing(IF_POSSIBLE)
                .orElseGet(() -> ask.withReason(
                        DecisionReason.PATH_CANNOT_MIGRATE,
                        ask.set(
                                IF_POSSIBLE,
                                "The path cannot migrate (" + migration.why()
                                        + "): a drain then shuts the VM down instead of waiting for ever.",
                                evidence)));
    }
}
