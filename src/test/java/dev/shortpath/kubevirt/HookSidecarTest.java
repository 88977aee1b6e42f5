package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Cluster.Deliveries;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookSidecarTest {
    private static final String OURS =
            "{\"args\":[\"--version\",\"v1alpha3\"],\"configMap\":{\"name\":\"shortpath-hook\",\"key\":\"on_define_domain.py\","
                    + "\"hookPath\":\"/usr/bin/onDefineDomain\"}}";
    private static final String ASKS = "plugin.shortpath.dev/io-uring-disks: ua-data";

    private static JsonNode used(String annotations, HookSidecar.Use use) {
        JsonNode vmi = Yaml.document("{kind: VirtualMachineInstance, metadata: {name: a, annotations: {" + annotations
                + "}}, spec: {domain: {}}}");
        return JsonPatch.apply(VmiPatch.of(vmi, List.of(), use), vmi).at("/metadata/annotations");
    }

    private static String sidecars(JsonNode annotations) {
        return annotations.path("hooks.kubevirt.io/hookSidecars").asText();
    }

    @Test
    void aVmiThatAsksForIoUringGetsTheSidecarAndKeepsWhatItAsksFor() {
        JsonNode annotations = used(ASKS, HookSidecar.Use.ATTACHED);

        assertThat(sidecars(annotations)).isEqualTo("[" + OURS + "]");
        assertThat(annotations.path("plugin.shortpath.dev/io-uring-disks").asText())
                .isEqualTo("ua-data");
    }

    @Test
    void aVmiThatAsksForQueuesGetsItToo() {
        assertThat(sidecars(used("plugin.shortpath.dev/scsi-queues: '4'", HookSidecar.Use.ATTACHED)))
                .isEqualTo("[" + OURS + "]");
    }

    @Test
    void aVmiThatAsksForNothingGetsNoContainer() {
        assertThat(used("other: x", HookSidecar.Use.ATTACHED).toString()).isEqualTo("{\"other\":\"x\"}");
    }

    @Test
    void theOwnersSidecarsStayBeforeOurs() {
        String theirs = "[{\"image\":\"example.com/smbios:1\",\"args\":[\"--version\",\"v1alpha2\"]}]";
        JsonNode annotations =
                used(ASKS + ", hooks.kubevirt.io/hookSidecars: '" + theirs + "'", HookSidecar.Use.ATTACHED);

        assertThat(sidecars(annotations)).isEqualTo(theirs.substring(0, theirs.length() - 1) + "," + OURS + "]");
    }

    @Test
    void aVmiThatIsTooLongForAnArgumentOrHasAVolumeOfTheNameGetsNoSidecarAndDoesNotClaimIoUring() {
        for (String more : List.of(
                "other: " + "x".repeat(64 * 1024) + "}}, spec: {domain: {}}}",
                "other: x}}, spec: {volumes: [{name: shortpath-hook}]}}")) {
            JsonNode vmi = Yaml.document(
                    "{kind: VirtualMachineInstance, metadata: {name: a, annotations: {" + ASKS + ", " + more);
            JsonNode annotations = JsonPatch.apply(VmiPatch.of(vmi, List.of(), HookSidecar.Use.ATTACHED), vmi)
                    .at("/metadata/annotations");
            assertThat(annotations.fieldNames()).toIterable().containsExactly("other");
        }
    }

    @Test
    void anAnnotationThatKubeVirtCannotReadIsLeftAsItIs() {
        for (String odd : List.of("{\"image\": 1}", "[{", "no json")) {
            assertThat(sidecars(
                            used(ASKS + ", hooks.kubevirt.io/hookSidecars: '" + odd + "'", HookSidecar.Use.ATTACHED)))
                    .isEqualTo(odd);
        }
    }

    @Test
    void attachingTwiceIsAttachingOnce() throws IOException {
        ObjectNode vmi = Yaml.document("{metadata: {annotations: {" + ASKS + "}}, spec: {}}");
        JsonNode once = JsonPatch.apply(VmiPatch.of(vmi, List.of(), HookSidecar.Use.ATTACHED), vmi);

        assertThat(HookSidecar.isAttached(once)).isTrue();
        assertThat(HookSidecar.isAttached(vmi)).isFalse();
        assertThat(VmiPatch.of(once, List.of(), HookSidecar.Use.ATTACHED)).isEmpty();
        assertThat(new ObjectMapper().readTree(sidecars(once.at("/metadata/annotations"))))
                .hasSize(1);
    }

    @Test
    void withoutItsScriptAVmiDoesNotClaimWhatNothingWouldCarryOut() {
        assertThat(used(ASKS + ", plugin.shortpath.dev/scsi-queues: '4', other: x", HookSidecar.Use.LACKING)
                        .toString())
                .isEqualTo("{\"other\":\"x\"}");
    }

    @Test
    void aConfigMapIsReadyOnlyWithOurLabelsAndThisVersionsScript() {
        ObjectNode map = HookSidecar.configMap("shop", "print(1)");

        assertThat(HookSidecar.isReady(map, "print(1)")).isTrue();
        assertThat(HookSidecar.isReady(map, "print(2)")).isFalse();
        assertThat(HookSidecar.foreign(map)).isEmpty();

        map.withObject("/metadata").remove(List.of("labels"));
        assertThat(HookSidecar.isReady(map, "print(1)")).isFalse();
        assertThat(HookSidecar.foreign(map).orElseThrow().what()).contains("shop/shortpath-hook", "not Shortpath's");
    }

    private static Deliveries older(String version, String webhook) {
        World old = new Older(Yaml.world("""
                {kind: KubeVirt, apiVersion: kubevirt.io/v1, metadata: {name: kubevirt, namespace: kubevirt},
                 spec: {configuration: {developerConfiguration: {featureGates: [Sidecar]}}},
                 status: {phase: Deployed, observedKubeVirtVersion: %s}}
                ---
                {kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1,
                 metadata: {name: shortpath, annotations: {shortpath.dev/hook-sidecars: "true"}}, webhooks: [%s]}
                """.formatted(version, webhook)));
        return HookState.of(old, Yaml.document("{}")).in(Deliveries.SHIPPED);
    }

    @Test
    void aKubevirtThatHasNoImageForItWouldMakeNoPod() {
        String vmis = "{name: virtualmachineinstances.shortpath.dev, clientConfig: {caBundle: dHJ1c3Q=}}";

        assertThat(older("v1.3.0", vmis).carrier()).isEqualTo(Carrier.SIDECAR);
        assertThat(older("v1.10.0-beta.0", vmis).carrier()).isEqualTo(Carrier.SIDECAR);
        assertThat(older("''", vmis).carrier()).isEqualTo(Carrier.SIDECAR);
        for (String version : List.of("v1.2.2", "v0.59.2", "v1.1.0-rc.1")) {
            Deliveries can = older(version, vmis);
            assertThat(can.carrier()).isEqualTo(Carrier.PLUGIN);
            assertThat(String.join(";", can.ioUring().missing())).contains("no image of its own");
        }
    }

    @Test
    void withoutTheWebhookForVmisNothingGetsIt() {
        for (String none : List.of("", "{name: virtualmachineinstances.shortpath.dev, clientConfig: {}}")) {
            Deliveries can = older("v1.4.0", none);
            assertThat(can.carrier()).isEqualTo(Carrier.PLUGIN);
            assertThat(can.ioUring().ready()).isFalse();
            assertThat(can.ioUring().against()).isFalse();
            assertThat(String.join(";", can.ioUring().missing())).contains("virtualmachineinstances.shortpath.dev");
        }
    }

    @Test
    void noSidecarsInTheWordsOfJsonAreNone() {
        assertThat(sidecars(used(ASKS + ", hooks.kubevirt.io/hookSidecars: 'null'", HookSidecar.Use.ATTACHED)))
                .isEqualTo("[" + OURS + "]");
    }

    @Test
    void withoutTheKindPluginWhatWouldMendItComesFirst() {
        World old = new Older(Yaml.world("""
                {kind: KubeVirt, apiVersion: kubevirt.io/v1, metadata: {name: kubevirt, namespace: kubevirt}, spec: {},
                 status: {phase: Deployed}}
                """));

        Deliveries can = HookState.of(old, Yaml.document("{}")).in(Deliveries.SHIPPED);

        assertThat(can.carrier()).isEqualTo(Carrier.PLUGIN);
        assertThat(can.ioUring().missing())
                .satisfiesExactly(
                        kind -> assertThat(kind).contains("not served", "from 1.9 on"),
                        option -> assertThat(option).contains("SHORTPATH_HOOK_SIDECARS: \"true\""),
                        gate -> assertThat(gate).contains("featureGates: [Sidecar]"),
                        gate -> assertThat(gate).contains("featureGates: [Plugins]"));
    }
}
