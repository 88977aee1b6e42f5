package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Scheduling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a VM's owner lets it run: the pod-like part of its template. */
final class Schedulings {
    private Schedulings() {}

    /** @param more labels that the instancetype wants of a node */
    static Scheduling of(JsonNode spec, Map<String, String> more) {
        Map<String, String> selector = new LinkedHashMap<>(more);
        selector.putAll(Tree.strings(spec, "nodeSelector"));
        List<Scheduling.Term> terms = Tree.list(
                        spec,
                        "affinity",
                        "nodeAffinity",
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        "nodeSelectorTerms")
                .stream()
                .map(term ->
                        new Scheduling.Term(expressions(term, "matchExpressions"), expressions(term, "matchFields")))
                .toList();
        List<Scheduling.Toleration> tolerations = Tree.list(spec, "tolerations").stream()
                .map(Schedulings::toleration)
                .toList();
        return new Scheduling(selector, terms, tolerations);
    }

    private static List<Scheduling.Expression> expressions(JsonNode term, String member) {
        return Tree.list(term, member).stream()
                .map(e -> new Scheduling.Expression(
                        Tree.text(e, "key").orElse(""), Tree.text(e, "operator").orElse(""), Tree.texts(e, "values")))
                .toList();
    }

    private static Scheduling.Toleration toleration(JsonNode toleration) {
        return new Scheduling.Toleration(
                Tree.text(toleration, "key").orElse(""),
                Tree.text(toleration, "operator").orElse("Equal"),
                Tree.text(toleration, "value").orElse(""),
                Tree.text(toleration, "effect").orElse(""));
    }
}
