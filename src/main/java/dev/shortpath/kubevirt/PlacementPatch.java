package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.plan.Placing;
import java.util.List;
import java.util.Set;

/**
 * What a plan asks of the node, as node affinity. Required terms are alternatives, so a requirement goes into each of them; the
 * same asked twice adds nothing the second time.
 */
public final class PlacementPatch {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
    /** Half of what the scheduler takes at most: an owner's own preference can outweigh it. */
    private static final int WEIGHT = 50;

    private PlacementPatch() {}

    /** The JSON Patch of a launcher pod that is being created. */
    public static ArrayNode ofPod(JsonNode pod, List<Placing> placings) {
        Edit edit = new Edit((ObjectNode) pod, Set.of());
        add(edit, List.of("spec", "affinity"), placings);
        return edit.operations();
    }

    /** A VM's manifest with the same in its template, for who keeps placement in Git. */
    public static JsonNode inVm(JsonNode vm, List<Placing> placings) {
        Edit edit = new Edit((ObjectNode) vm, Set.of());
        // What names nodes by what is so now would be of old in Git.
        add(
                edit,
                Layout.VM.affinity(),
                placings.stream().filter(p -> !p.passing()).toList());
        return edit.document();
    }

    private static void add(Edit edit, List<String> affinity, List<Placing> placings) {
        List<ObjectNode> must = expressions(placings, true);
        List<String> terms = Layout.below(affinity, "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        if (!must.isEmpty()) {
            put(edit, terms, required(edit.at(terms), must));
        }
        List<String> preferences = Layout.below(affinity, "nodeAffinity", PREFERRED);
        List<ObjectNode> better = expressions(placings, false);
        if (!better.isEmpty()) {
            put(edit, preferences, preferred(edit.at(preferences), better));
        }
    }

    private static void put(Edit edit, List<String> path, ArrayNode now) {
        if (!now.equals(edit.at(path))) {
            edit.put(path, now);
        }
    }

    private static ArrayNode required(JsonNode before, List<ObjectNode> must) {
        ArrayNode terms = before instanceof ArrayNode there && !there.isEmpty()
                ? there.deepCopy()
                : JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.objectNode());
        boolean none = !(before instanceof ArrayNode there && !there.isEmpty());
        for (JsonNode term : terms) {
            // A term that asks for nothing takes no node; one that we filled would take some.
            if (term instanceof ObjectNode object
                    && (none || object.valueStream().anyMatch(asked -> !asked.isEmpty()))) {
                ArrayNode expressions = object.withArray("matchExpressions");
                must.stream().filter(m -> !contains(expressions, m)).forEach(expressions::add);
            }
        }
        return terms;
    }

    private static ArrayNode preferred(JsonNode before, List<ObjectNode> better) {
        ArrayNode all = before instanceof ArrayNode there ? there.deepCopy() : JsonNodeFactory.instance.arrayNode();
        for (ObjectNode expression : better) {
            ObjectNode preference = JsonNodeFactory.instance.objectNode();
            preference.putArray("matchExpressions").add(expression);
            if (all.valueStream().noneMatch(p -> p.path("preference").equals(preference))) {
                all.addObject().put("weight", WEIGHT).set("preference", preference);
            }
        }
        return all;
    }

    private static boolean contains(ArrayNode expressions, ObjectNode expression) {
        return expressions.valueStream().anyMatch(expression::equals);
    }

    private static List<ObjectNode> expressions(List<Placing> placings, boolean must) {
        return placings.stream()
                .filter(p -> p.must() == must)
                .map(p -> expression(p.expression()))
                .toList();
    }

    private static ObjectNode expression(Scheduling.Expression expression) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", expression.key())
                .put("operator", expression.operator());
        ArrayNode values = json.putArray("values");
        expression.values().forEach(values::add);
        return json;
    }
}
