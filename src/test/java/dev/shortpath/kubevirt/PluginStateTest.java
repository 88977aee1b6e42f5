package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Cluster.Deliveries;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginStateTest {
    private static final JsonNode SHIPPED =
            Yaml.document("{condition: a, domainHooks: [{cel: {expression: x}}, {cel: {expression: z}}]}");
    private static final String READY = """
            kind: KubeVirt
            apiVersion: kubevirt.io/v1
            metadata: {name: kubevirt, namespace: kubevirt}
            spec: {configuration: {developerConfiguration: {featureGates: [Plugins]}}}
            status: {phase: Deployed}
            ---
            """;

    private static HookState state(String objects) {
        return HookState.of(Yaml.world(objects), SHIPPED);
    }

    private static String plugin(String spec) {
        return "{kind: Plugin, apiVersion: plugin.kubevirt.io/v1alpha1, metadata: {name: shortpath}, spec: " + spec
                + "}";
    }

    private static Optional<String> differs(String spec) {
        return PluginState.difference(Yaml.document(spec), SHIPPED, "spec");
    }

    @Test
    void theFirstPlaceThatDiffersIsNamed() {
        assertThat(differs(SHIPPED.toString())).isEmpty();
        assertThat(differs("{condition: b, domainHooks: []}")).contains("spec.condition");
        assertThat(differs("{condition: a, domainHooks: [{cel: {expression: x}}, {cel: {expression: y}}]}"))
                .contains("spec.domainHooks[1].cel.expression");
        assertThat(differs("{condition: a, domainHooks: [{cel: {expression: x}}]}"))
                .contains("spec.domainHooks");
        assertThat(differs("{condition: a, domainHooks: [{cel: {expression: x}}, {cel: {expression: z}}], more: 1}"))
                .contains("spec.more");
    }

    @Test
    void aPluginThatIsAsShippedIsReady() {
        HookState state = state(READY + plugin(SHIPPED.toString()));

        assertThat(state.lapsed()).isFalse();
        Deliveries can = state.in(Deliveries.SHIPPED);
        assertThat(can.ioUring().ready()).isTrue();
        assertThat(can.scsiQueues()).isEqualTo(Capability.READY);
        assertThat(can.placement()).isEqualTo(Deliveries.SHIPPED.placement());
    }

    @Test
    void whatIsForgivenIsMissingAndNotAFact() {
        HookState state = state(READY + plugin("{condition: b}"));

        assertThat(state.lapsed()).isTrue();
        assertThat(state.in(Deliveries.SHIPPED).ioUring().against()).isTrue();
        Capability forgiven = state.forgiving().in(Deliveries.SHIPPED).ioUring();
        assertThat(forgiven.against()).isFalse();
        assertThat(forgiven.ready()).isFalse();
        assertThat(forgiven.missing()).singleElement().asString().contains("(spec.condition)");
    }

    @Test
    void withoutTheKubevirtCrNothingIsAFact() {
        HookState state = state(plugin("{condition: b}"));

        assertThat(state.lapsed()).isFalse();
        assertThat(state.in(Deliveries.SHIPPED).ioUring().against()).isFalse();
    }
}
