package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A map has the same tags and attributes, whatever things are called. */
class HostileNamesTest {
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!][^<>]*>");

    private static final String WORLD = """
            {"apiVersion": "v1", "kind": "List", "items": [
             {"apiVersion": "shortpath.dev/v1alpha1", "kind": "StorageProfile", "metadata": {"name": "NAME"}, "spec": {"disks": [{"name": "all", "match": {}, "bus": "virtio"}], "onUserValue": "Enforce"}},
             {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "NAME", "labels": {"kubernetes.io/arch": "NAME", "shortpath.dev/iommu": "NAME"}},
              "spec": {"taints": [{"key": "NAME", "effect": "NoSchedule"}]}},
             {"apiVersion": "shortpath.dev/v1alpha1", "kind": "StorageNode", "metadata": {"name": "NAME"}, "status": {"observedAt": "NAME", "kernel": "NAME", "iommu": {"enabled": true},
              "numa": [{"id": 0, "cpus": "NAME", "hugepages": {"NAME": 3}}],
              "nvme": [{"address": "NAME", "vendorDevice": "NAME", "model": "NAME", "serial": "NAME", "numaNode": 0, "iommuGroup": 4, "driver": "NAME", "use": ["NAME"], "ready": false, "why": "NAME"}]}},
             {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "NAME-2", "labels": {"shortpath.dev/iommu": "NAME"}}},
             {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "NAME", "namespace": "NAME", "labels": {"shortpath.dev/profile": "NAME"}},
              "spec": {"template": {"spec": {"domain": {"devices": {"disks": [{"name": "NAME", "disk": {"bus": "sata"}}]}},
               "volumes": [{"name": "NAME", "persistentVolumeClaim": {"claimName": "NAME"}}]}}}},
             {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance", "metadata": {"name": "NAME", "namespace": "NAME", "uid": "i", "ownerReferences": [{"kind": "VirtualMachine", "name": "NAME", "uid": "u", "controller": true}]},
              "spec": {"domain": {"devices": {"disks": [{"name": "NAME", "disk": {"bus": "sata"}}]}}, "volumes": [{"name": "NAME", "persistentVolumeClaim": {"claimName": "NAME"}}]},
              "status": {"phase": "Running", "nodeName": "NAME"}}]}""";

    private static List<String> tags(String name) {
        String json =
                WORLD.replace("NAME", new String(JsonStringEncoder.getInstance().quoteAsString(name)));
        Ran ran = Ran.withStdin(json, "map", "-f", "-", "--title", name.isBlank() ? "t" : name, "-o", "-");
        assertThat(ran.code()).as(ran.err()).isZero();
        return TAG.matcher(ran.out())
                .results()
                .map(t -> t.group().replaceAll("=\"[^\"]*\"", ""))
                .toList();
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void namesAreNeverMarkup(@ForAll("names") String name) {
        assertThat(tags(name)).isEqualTo(tags("Plain name"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "<b>",
                        "</details>",
                        "\"",
                        "'",
                        "&lt;",
                        "<!--",
                        "</style><script>alert(1)</script>",
                        "\" onclick=\"x",
                        "%s",
                        "$1",
                        "\\",
                        "→",
                        "\u202e",
                        "é",
                        "x",
                        "-",
                        ".")
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(parts -> "n" + String.join("", parts))
                // A profile's name is a label's value.
                .filter(name -> name.length() <= 63);
    }
}
