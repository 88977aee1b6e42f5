package dev.shortpath.plan.rule;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;

/** What an I/O error does to the VM; KubeVirt's default is stop (CONV/storage/disk.go). */
final class ErrorPolicyRule {
    static final Rule RULE = Rule.perDisk(Field.ERROR_POLICY, ErrorPolicyRule::decide);

    private ErrorPolicyRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (Birth.outOfReach(draft, disk)) {
            return Birth.hotplugged(ask);
        }
        String word = ask.wish().word();
        return ask.standing(word)
                .orElseGet(() -> ask.set(
                        "On an I/O error QEMU does: " + word
                                + (word.equals("stop") ? ", KubeVirt's default too." : "; KubeVirt's default is stop."),
                        new Evidence(
                                "errorPolicy of disk " + disk.name(),
                                draft.ledger()
                                        .owners(ask.disk(), Field.ERROR_POLICY)
                                        .map(Value::word)
                                        .orElse("empty"))));
    }
}
