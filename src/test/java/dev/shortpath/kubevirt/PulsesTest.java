package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Health;
import dev.shortpath.facts.Pulse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulsesTest {
    private static JsonNode vm(String strategy, String status) {
        return Yaml.document("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: orders, namespace: shop, uid: vm}
                spec: {runStrategy: %s}
                status: {%s}
                """.formatted(strategy, status));
    }

    private static JsonNode vmi(String metadata, String conditions) {
        return Yaml.document("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata: {name: orders, namespace: shop, uid: one%s}
                status: {phase: Running, conditions: [%s]}
                """.formatted(metadata, conditions));
    }

    private static Pulse pulse(JsonNode vm, JsonNode... others) {
        return Pulses.of(FileWorld.of(List.of(others)), vm);
    }

    @Test
    void one_that_runs_is_up() {
        JsonNode ready = vmi("", "{type: Ready, status: 'True'}, {type: AgentConnected, status: 'True'}");

        assertThat(pulse(vm("Always", ""), ready))
                .isEqualTo(new Pulse("shop/orders", true, Optional.of("one"), new Health(true, true, false)));
    }

    @Test
    void one_that_goes_is_down_though_it_is_ready() {
        JsonNode going = vmi(", deletionTimestamp: '2026-11-25T10:00:00Z'", "{type: Ready, status: 'True'}");

        assertThat(pulse(vm("Always", ""), going).down()).isTrue();
        assertThat(pulse(vm("Halted", ""), going).down()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Always, '', true",
        "Halted, '', false",
        "Halted, 'created: true', false",
        "Manual, '', false",
        "Manual, 'stateChangeRequests: [{action: Start}]', true",
        "RerunOnFailure, 'runStrategy: RerunOnFailure, created: true', true",
        "RerunOnFailure, 'runStrategy: RerunOnFailure', false",
    })
    void without_a_vmi_its_strategy_and_requests_say_whether_it_should_be_up(
            String strategy, String status, boolean down) {
        assertThat(pulse(vm(strategy, status)).down()).isEqualTo(down);
    }

    @Test
    void a_restart_is_asked_for_the_vmi_that_was_seen_and_once() {
        JsonNode vm = vm("Always", "");
        JsonNode vmi = vmi("", "");

        assertThat(Pulses.toAsk(vm, vmi, "one")).isTrue();
        assertThat(Pulses.toAsk(vm, vmi, "before")).isFalse();
        assertThat(Pulses.toAsk(vm, vmi(", deletionTimestamp: '2026-11-25T10:00:00Z'", ""), "one"))
                .isFalse();
        assertThat(Pulses.toAsk(
                        vm("Always", "stateChangeRequests: [{action: Stop, uid: one}, {action: Start}]"), vmi, "one"))
                .isFalse();
    }
}
