package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.GitLines;
import dev.shortpath.plan.Binding;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Place;
import dev.shortpath.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What whoever writes a VM should hear of its plan, as short sentences: first what keeps all of it from them. */
final class Findings {
    private Findings() {}

    static List<String> of(JsonNode vm, Plan plan) {
        List<String> findings = new ArrayList<>();
        whole(plan).ifPresent(findings::add);
        inGit(plan)
                .forEach(same -> findings.add("set it in Git: " + GitLines.line(vm, same.getFirst())
                        + (same.size() == 1
                                ? ""
                                : "; likewise for "
                                        + same.stream()
                                                .skip(1)
                                                .flatMap(c -> c.disk().stream())
                                                .collect(Collectors.joining(", ")))));
        refusals(plan).forEach((said, disks) -> findings.add(Place.words(disks, said.field()) + ": " + said.message()));
        String of = plan.profile().map(p -> "StorageProfile " + p + ": ").orElse("Shortpath: ");
        return findings.stream().map(f -> of + f).toList();
    }

    /** What concerns the VM and not one field. */
    private static Optional<String> whole(Plan plan) {
        boolean asks = plan.binding() instanceof Binding.NotFound || plan.binding() instanceof Binding.NotAllowed;
        boolean odd = plan.outcome().reason() == PathReason.CANNOT_START
                || plan.outcome().compliance() == Compliance.UNKNOWN
                        && plan.write().isEmpty()
                || plan.outcome().reason() == PathReason.NOT_WRITTEN;
        return asks || odd ? Optional.of(plan.outcome().message()) : Optional.empty();
    }

    /** The lines for the manifest, those that differ by the disk alone together. */
    private static Collection<List<Change>> inGit(Plan plan) {
        return plan.inGit().stream()
                .collect(Collectors.groupingBy(
                        c -> c.field().path() + c.to().orElse(""), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** What is said of several disks at once. */
    private record Said(Field field, String message) {}

    private static Map<Said, List<String>> refusals(Plan plan) {
        Map<Said, List<String>> disks = new LinkedHashMap<>();
        plan.decisions().stream()
                .filter(d -> d.is(Verdict.REFUSE) && d.reason() != DecisionReason.SET_IT_IN_GIT)
                .sorted(Comparator.comparing(d -> !d.spelledOut()))
                .forEach(d -> {
                    List<String> named =
                            disks.computeIfAbsent(new Said(d.field(), d.message()), s -> new ArrayList<>());
                    d.disk().ifPresent(named::add);
                });
        return disks;
    }
}
