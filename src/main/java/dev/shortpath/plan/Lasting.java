package dev.shortpath.plan;

import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Situation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a VM that carries its plan still has it: the same decisions, outcome and paths. So it is with one that does not run, where
 * its profile asks for other values of what it asked for before.
 */
public final class Lasting {
    private Lasting() {}

    /**
     * Whether planning the VM anew, changed by the plan's write and by nothing else, gives the same but for what is written.
     *
     * @param facts what the plan was made of
     */
    public static boolean is(Situation facts, Plan plan) {
        Applied record = facts.applied();
        Map<Place, String> before = values(record);
        return facts.vm().running().isEmpty()
                && !facts.profileGone()
                && record.problem().isEmpty()
                && plan.profile().equals(Optional.of(record.profile()))
                && plan.pending().isEmpty()
                && !plan.write().consentUsed()
                && plan.write().changes().stream().noneMatch(c -> tells(before, c))
                && before.size() == record.entries().size()
                && plan.write().applied().filter(after -> keeps(before, after)).isPresent();
    }

    /** What is new is remembered and may be doubted, what is forgotten was, and of two entries for one place only one counts. */
    private static boolean keeps(Map<Place, String> before, Applied after) {
        return after.entries().size() == before.size() && values(after).keySet().equals(before.keySet());
    }

    /**
     * What a guest knows, what a volume was made with and a count that is derived once are remembered from then on; what
     * somebody took away is put back.
     */
    private static boolean tells(Map<Place, String> before, Change change) {
        Field field = change.field();
        return field.guestVisible()
                || field.scope() == Field.Scope.TEMPLATE
                || field == Field.IO_THREADS_COUNT
                || !change.from().equals(Optional.ofNullable(before.get(new Place(change.disk(), field))));
    }

    private static Map<Place, String> values(Applied record) {
        Map<Place, String> values = new HashMap<>();
        record.entries().forEach(e -> values.put(new Place(e.disk(), e.field()), e.to()));
        return values;
    }
}
