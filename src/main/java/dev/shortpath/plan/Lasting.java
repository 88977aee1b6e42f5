package dev.shortpath.plan;

import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Situation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a VM that carries its plan still has it: the same decisions, outcome and paths. So it is after most edits of the profile
 * that bound the VM before; where a decision tells of what was before its own write it is not.
 */
public final class Lasting {
    private Lasting() {}

    /**
     * Whether planning the VM anew, changed by the plan's write and by nothing else, gives the same but for what is written.
     *
     * @param facts what the plan was made of
     */
    public static boolean is(Situation facts, Plan plan) {
        Map<Place, String> before = values(facts.applied());
        return !facts.profileGone()
                && facts.applied().problem().isEmpty()
                && plan.profile().equals(Optional.of(facts.applied().profile()))
                && plan.pending().isEmpty()
                && !plan.write().consentUsed()
                && plan.write().changes().stream().noneMatch(c -> tells(before, c))
                && plan.write()
                        .applied()
                        .filter(after -> values(after).keySet().containsAll(before.keySet()))
                        .isPresent();
    }

    /**
     * What a guest knows, what a volume was made with and a count that is derived once are remembered from then on; what
     * somebody took away is put back.
     */
    private static boolean tells(Map<Place, String> before, Change change) {
        Field field = change.field();
        String ours = before.get(new Place(change.disk(), field));
        return field.guestVisible()
                || field.scope() == Field.Scope.TEMPLATE
                || field == Field.IO_THREADS_COUNT
                || ours != null && !change.from().equals(Optional.of(ours));
    }

    private static Map<Place, String> values(Applied record) {
        Map<Place, String> values = new HashMap<>();
        record.entries().forEach(e -> values.put(new Place(e.disk(), e.field()), e.to()));
        return values;
    }
}
