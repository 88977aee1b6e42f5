package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Owner;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.PermitList;
import dev.shortpath.plan.passthrough.Permits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermittedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Permit OURS = new Permit("144d:a80a", "shortpath.dev/nvme", false);

    private static JsonNode kubevirt(String configuration) throws Exception {
        return JSON.readTree("""
                {"apiVersion": "kubevirt.io/v1", "kind": "KubeVirt",
                 "metadata": {"name": "kubevirt", "namespace": "kubevirt", "uid": "u", "generation": 4},
                 "spec": {"configuration": %s}}""".formatted(configuration));
    }

    /** What the patch makes of the object; its tests must hold there. */
    private static JsonNode patched(JsonNode object, JsonNode patch) {
        ObjectNode after = object.deepCopy();
        for (JsonNode operation : patch) {
            String path = operation.path("path").asText();
            int slash = path.lastIndexOf('/');
            JsonNode parent = after.at(path.substring(0, slash));
            String last = path.substring(slash + 1).replace("~1", "/");
            switch (operation.path("op").asText()) {
                case "test" -> {
                    JsonNode there = parent.path(last);
                    JsonNode wanted = operation.path("value");
                    assertThat(wanted.isNull() ? there.isMissingNode() || there.isNull() : there.equals(wanted))
                            .as(operation.toString())
                            .isTrue();
                }
                case "remove" -> {
                    if (parent.isArray()) {
                        ((ArrayNode) parent).remove(Integer.parseInt(last));
                    } else {
                        ((ObjectNode) parent).remove(last);
                    }
                }
                default -> {
                    if (parent.isArray()) {
                        ((ArrayNode) parent).add(operation.path("value"));
                    } else {
                        ((ObjectNode) parent).set(last, operation.path("value"));
                    }
                }
            }
        }
        return after;
    }

    private static Permits adding() {
        return new Permits(List.of(OURS), List.of(), List.of(OURS), Map.of());
    }

    private static Permits removing() {
        return new Permits(List.of(), List.of(OURS), List.of(), Map.of());
    }

    @Test
    void anEntryIsAppendedToSomebodyElsesAndRemovedFromAmongThem() throws Exception {
        JsonNode before = kubevirt("""
                {"permittedHostDevices": {"pciHostDevices": [{"pciVendorSelector": "10DE:1DB6", "resourceName": "nvidia.com/gpu"}],
                  "mediatedDevices": [{"mdevNameSelector": "GRID", "resourceName": "nvidia.com/grid"}]}}""");

        JsonNode with = patched(before, Permitted.patch(before, adding()));
        JsonNode without = patched(with, Permitted.patch(with, removing()));

        assertThat(with.at("/spec/configuration/permittedHostDevices/pciHostDevices"))
                .hasSize(2);
        assertThat(with.at("/spec/configuration/permittedHostDevices/pciHostDevices/1"))
                .isEqualTo(JSON.readTree("""
                {"pciVendorSelector": "144d:a80a", "resourceName": "shortpath.dev/nvme"}"""));
        assertThat(Permitted.of(with).ours()).containsExactly(OURS);
        assertThat(Permitted.of(with).others()).containsExactly("nvidia.com/grid");
        assertThat(without.path("spec")).isEqualTo(before.path("spec"));
        assertThat(Permitted.of(without).ours()).isEmpty();
    }

    @Test
    void parentsThatWeMadeGoWithTheLastEntry() throws Exception {
        for (String configuration :
                List.of("{}", "{\"permittedHostDevices\": {}}", "{\"permittedHostDevices\": null}")) {
            JsonNode before = kubevirt(configuration);

            JsonNode with = patched(before, Permitted.patch(before, adding()));
            JsonNode without = patched(with, Permitted.patch(with, removing()));

            assertThat(Permitted.of(with).pci()).contains(List.of(OURS));
            assertThat(Permitted.of(without).pci())
                    .isEqualTo(Permitted.of(before).pci());
        }
    }

    @Test
    void parentsThatOthersUseStay() throws Exception {
        JsonNode before = kubevirt("{}");
        ObjectNode with = (ObjectNode) patched(before, Permitted.patch(before, adding()));
        with.withObject("/spec/configuration/permittedHostDevices")
                .putArray("usb")
                .addObject()
                .put("resourceName", "usb/key");

        JsonNode without = patched(with, Permitted.patch(with, removing()));

        assertThat(without.at("/spec/configuration/permittedHostDevices"))
                .isEqualTo(JSON.readTree("{\"usb\": [{\"resourceName\": \"usb/key\"}]}"));
    }

    @Test
    void anEntryWithFurtherMembersIsNotOurs() throws Exception {
        JsonNode kubevirt = kubevirt("""
                {"permittedHostDevices": {"pciHostDevices": [{"pciVendorSelector": "144d:a80a",
                  "resourceName": "shortpath.dev/nvme", "externalResourceProvider": true}]}}""");

        assertThat(Permitted.of(kubevirt).pci().orElseThrow()).isNotEqualTo(List.of(OURS));
    }

    @Test
    void aNoteThatCannotBeReadMakesNothingOurs() throws Exception {
        ObjectNode kubevirt = (ObjectNode) kubevirt("{}");
        for (String note : List.of("", "{", "[]", "{\"v\":2,\"set\":[{}]}")) {
            kubevirt.withObject("/metadata/annotations").put("shortpath.dev/permitted-host-devices", note);

            assertThat(Permitted.of(kubevirt).ours()).isEmpty();
        }
    }

    @Test
    void whoWritesTheCrIsSeenByItsLabelOrItsOwner() throws Exception {
        ObjectNode labelled = (ObjectNode) kubevirt("{}");
        labelled.withObject("/metadata/labels").put("app.kubernetes.io/managed-by", "hco-operator");
        ObjectNode owned = (ObjectNode) kubevirt("{}");
        owned.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("kind", "HyperConverged")
                .put("name", "kubevirt-hyperconverged");
        ObjectNode argo = (ObjectNode) kubevirt("{}");
        argo.withObject("/metadata/annotations").put("argocd.argoproj.io/tracking-id", "a");

        assertThat(List.of(labelled, owned, argo))
                .extracting(k -> Permitted.of(k).owner().map(Owner::what).orElse(""))
                .containsExactly(
                        "the operator of the HyperConverged CR", "the operator of the HyperConverged CR", "Argo CD");
        assertThat(Permitted.of(kubevirt("{}")))
                .isEqualTo(new PermitList(Optional.empty(), Set.of(), List.of(), Optional.empty()));
    }

    @Test
    void devicesOfVmsOfVmisAndOfInstancetypesAreInUse() throws Exception {
        FileWorld world = FileWorld.of(List.of(JSON.readTree("""
                {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "a", "namespace": "ns"},
                 "spec": {"template": {"spec": {"domain": {"devices": {"hostDevices": [{"name": "x", "deviceName": "r/vm"},
                   {"name": "y", "claimName": "c"}]}}}}}}"""), JSON.readTree("""
                {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance", "metadata": {"name": "b", "namespace": "ns"},
                 "spec": {"domain": {"devices": {"gpus": [{"name": "x", "deviceName": "r/vmi"}]}}}}"""), JSON.readTree("""
                {"apiVersion": "instancetype.kubevirt.io/v1beta1", "kind": "VirtualMachineClusterInstancetype",
                 "metadata": {"name": "c"}, "spec": {"hostDevices": [{"name": "x", "deviceName": "r/type"}]}}""")));

        assertThat(DeviceUse.of(world).orElseThrow())
                .isEqualTo(Map.of(
                        "r/vm", "VirtualMachine ns/a",
                        "r/vmi", "VirtualMachineInstance ns/b",
                        "r/type", "VirtualMachineClusterInstancetype c"));
    }
}
