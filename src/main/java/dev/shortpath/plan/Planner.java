package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole contract: facts in, plan out. */
public final class Planner {
    private Planner() {}

    public static Plan plan(Situation situation) {
        return new Plan(
                Optional.empty(),
                new Binding.Unbound(),
                Optional.empty(),
                "",
                List.of(),
                Write.NOTHING,
                Write.NOTHING,
                new Outcome(Compliance.NOT_APPLICABLE, PathReason.NO_PROFILE, "No profile binds the VM."),
                List.of(),
                new NodeCount(!situation.nodes().isEmpty(), 0, 0, Map.of()),
                false,
                false);
    }
}
