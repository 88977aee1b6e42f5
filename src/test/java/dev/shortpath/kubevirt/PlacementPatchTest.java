package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shortpath.facts.Scheduling.Expression;
import dev.shortpath.plan.Placing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requirements go into every term, once; what an owner wrote stays. */
class PlacementPatchTest {
    private static final Placing IOMMU =
            new Placing(new Expression("shortpath.dev/iommu", "In", List.of("ready")), true, "", false);
    private static final Placing MODE =
            new Placing(new Expression("shortpath.dev/iommu-mode", "In", List.of("passthrough")), false, "", false);

    @Test
    void aRequirementGoesIntoEveryTermThatTakesNodes() {
        JsonNode vm = Yaml.document("""
                spec: {template: {spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
                  {matchExpressions: [{key: rack, operator: In, values: [a]}]},
                  {matchFields: [{key: metadata.name, operator: In, values: [n1]}]},
                  {}]}}}}}}
                """);

        JsonNode terms = terms(PlacementPatch.inVm(vm, List.of(IOMMU)));

        assertThat(terms.path(0).path("matchExpressions")).hasSize(2);
        assertThat(terms.at("/0/matchExpressions/1").toString())
                .isEqualTo("{\"key\":\"shortpath.dev/iommu\",\"operator\":\"In\",\"values\":[\"ready\"]}");
        assertThat(terms.at("/1/matchFields")).hasSize(1);
        assertThat(terms.at("/1/matchExpressions")).hasSize(1);
        assertThat(terms.path(2))
                .as("an empty term takes no node, and still does not")
                .isEmpty();
    }

    @Test
    void aPreferenceIsAddedBesideTheOwnersAndRequiresNothing() {
        JsonNode vm = Yaml.document("spec: {template: {spec: {}}}");

        JsonNode affinity = PlacementPatch.inVm(vm, List.of(MODE)).at("/spec/template/spec/affinity/nodeAffinity");

        assertThat(affinity.has("requiredDuringSchedulingIgnoredDuringExecution"))
                .isFalse();
        assertThat(affinity.at("/preferredDuringSchedulingIgnoredDuringExecution/0/weight")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void askedTwiceNothingIsAdded() {
        JsonNode vm = Yaml.document("spec: {template: {spec: {}}}");
        List<Placing> both = List.of(IOMMU, MODE);
        JsonNode once = PlacementPatch.inVm(vm, both);

        assertThat(PlacementPatch.inVm(once, both)).isEqualTo(once);
        ArrayNode pod = PlacementPatch.ofPod(once.at("/spec/template"), both);
        assertThat(pod).isEmpty();
    }

    private static JsonNode terms(JsonNode vm) {
        return vm.at(
                "/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms");
    }
}
