package dev.shortpath.plan.rule;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import java.util.List;
import java.util.function.Function;

/** One field's rule: reads the draft, adds its decisions. All rules run, in the order of {@link Rules#ALL}. */
@FunctionalInterface
public interface Rule {
    List<Decision> decide(Draft draft);

    /** A rule that answers for each taken disk by itself, where the profile wishes anything. */
    static Rule perDisk(Field field, DiskAnswer answer) {
        return draft -> draft.taken().stream()
                .flatMap(disk -> draft.wish(disk, field).stream()
                        .map(wish -> answer.decide(draft, disk, Ask.of(draft, disk, field, wish))))
                .toList();
    }

    /** A rule for a field of the whole VM. */
    static Rule perVm(Field field, Function<Ask, Decision> answer) {
        return draft -> draft.wish(field).stream()
                .map(wish -> answer.apply(Ask.of(draft, field, wish)))
                .toList();
    }

    /** The answer for one disk. */
    @FunctionalInterface
    interface DiskAnswer {
        Decision decide(Draft draft, Disk disk, Ask ask);
    }
}
