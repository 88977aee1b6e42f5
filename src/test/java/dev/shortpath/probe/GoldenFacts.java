package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.api.NumaNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.StorageNodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What another reader found in a tree, in its own words, against ours. Each member of it is compared, or stands among those that are not ours;
 * one that is neither fails.
 */
final class GoldenFacts {
    /** What a StorageNode does not tell: what explains, changes with every VM, or says again what another member says. */
    private static final Set<String> NOT_OURS = Set.of(
            "cmdlineFlags",
            "cpu",
            "kubelet",
            "ioUring.group",
            "iommu.groups",
            "vfio.cdevClass",
            "vfio.devVfio",
            "vfio.groupClass",
            "vfio.iommufd",
            "vfio.noiommu",
            "vfio.vfio_iommu_type1",
            "vfio.vfio_pci",
            "numa.distance",
            "numa.memKiB",
            "nvme.class",
            "nvme.ctrl",
            "nvme.ctrlNuma",
            "nvme.groupType",
            "nvme.localCpus",
            "nvme.override",
            "nvme.state",
            "nvme.transport");

    private static final Map<String, IommuKind> KINDS =
            Map.of("intel-vtd", IommuKind.INTEL, "amd-vi", IommuKind.AMD, "arm-smmu", IommuKind.SMMU);

    private final JsonNode golden;
    private final StorageNodeStatus ours;

    GoldenFacts(JsonNode golden, StorageNodeStatus ours) {
        this.golden = golden;
        this.ours = ours;
    }

    void agree() {
        golden.properties().forEach(e -> {
            switch (e.getKey()) {
                case "kernel" ->
                    assertThat(ours.kernel()).isEqualTo(e.getValue().asText());
                case "ioUring", "iommu", "vfio" ->
                    e.getValue().properties().forEach(m -> node(e.getKey() + "." + m.getKey(), m.getValue()));
                case "numa" -> numa(e.getValue());
                case "nvme" -> nvme(e.getValue());
                default -> notOurs(e.getKey());
            }
        });
    }

    private void node(String member, JsonNode value) {
        switch (member) {
            case "ioUring.sysctl" -> assertThat(text(ours.ioUring().sysctl())).isEqualTo(value.asText());
            case "ioUring.verdict" ->
                assertThat(ours.ioUring().state().word())
                        .isEqualTo(
                                switch (value.asText()) {
                                    case "all", "all (no sysctl before 6.6)" -> "Allowed";
                                    case "privileged-or-group" -> "Restricted";
                                    case "disabled" -> "Disabled";
                                    default -> "?";
                                });
            case "iommu.active" -> assertThat(ours.iommu().enabled()).isEqualTo(value.asBoolean());
            // The other reader leaves it open on ARM, where an ITS does what remapping does elsewhere.
            case "iommu.interruptRemapping" ->
                assertThat(ours.iommu().interruptRemapping()).isEqualTo(value.isNull() || value.asBoolean());
            case "iommu.types" -> assertThat(ours.iommu().mode()).isEqualTo(mode(names(value)));
            case "iommu.units" -> units(value);
            case "vfio.allow_unsafe_interrupts" ->
                assertThat(ours.vfio().unsafeInterrupts())
                        .isEqualTo(value.isNull() ? null : value.asText().equals("Y"));
            case "vfio.driverDir" ->
                assertThat(ours.vfio().ready())
                        .isEqualTo(value.asBoolean()
                                && ours.iommu().enabled()
                                && (ours.iommu().interruptRemapping()
                                        || ours.vfio().unsafeInterrupts()));
            default -> notOurs(member);
        }
    }

    private void units(JsonNode units) {
        assertThat(new TreeSet<>(ours.iommu().units())).isEqualTo(names(units));
        units.properties()
                .forEach(u -> assertThat(ours.iommu().kind())
                        .isEqualTo(KINDS.get(u.getValue().asText())));
        if (units.isEmpty()) {
            assertThat(ours.iommu().kind()).isEqualTo(IommuKind.NONE);
        }
    }

    private static IommuMode mode(Set<String> types) {
        if (types.isEmpty()) {
            return IommuMode.NONE;
        }
        return types.equals(Set.of("identity")) ? IommuMode.PASSTHROUGH : IommuMode.TRANSLATED;
    }

    private void numa(JsonNode nodes) {
        assertThat(ours.numa().stream().map(n -> n.id().toString())).containsExactlyElementsOf(names(nodes));
        for (NumaNode node : ours.numa()) {
            nodes.path(node.id().toString()).properties().forEach(m -> {
                switch (m.getKey()) {
                    case "cpus" ->
                        assertThat(node.cpus()).isEqualTo(m.getValue().asText());
                    case "hugepages" -> assertThat(node.hugepages()).isEqualTo(hugepages(m.getValue()));
                    default -> notOurs("numa." + m.getKey());
                }
            });
        }
    }

    /** Their numbers; how many are free changes with every VM, and is not ours. */
    private static Map<String, Integer> hugepages(JsonNode sizes) {
        Map<String, String> spelled = Map.of(
                "hugepages-64kB", "64Ki",
                "hugepages-2048kB", "2Mi",
                "hugepages-32768kB", "32Mi",
                "hugepages-1048576kB", "1Gi");
        Map<String, Integer> pages = new TreeMap<>();
        sizes.properties().forEach(s -> {
            assertThat(names(s.getValue())).containsOnly("nr", "free");
            pages.put(spelled.get(s.getKey()), s.getValue().path("nr").asInt());
        });
        return pages;
    }

    private void nvme(JsonNode functions) {
        assertThat(ours.nvme()).hasSize(functions.size());
        for (int i = 0; i < functions.size(); i++) {
            NvmeFunction f = ours.nvme().get(i);
            JsonNode theirs = functions.get(i);
            assertThat(f.address()).isEqualTo(theirs.path("bdf").asText());
            assertThat(f.use()).as(f.address()).containsExactlyInAnyOrderElementsOf(uses(theirs.path("blocks")));
            theirs.properties().forEach(m -> function(f, m.getKey(), m.getValue()));
        }
    }

    private void function(NvmeFunction f, String member, JsonNode value) {
        boolean grouped = f.iommuGroup() != null;
        Object[] pair = switch (member) {
            case "bdf" -> pair(f.address(), value.asText());
            case "id" -> pair(f.vendorDevice(), value.asText());
            case "model" -> pair(f.model(), value.asText());
            case "serial" -> pair(f.serial(), value.asText());
            case "numa" -> pair(f.numaNode(), value.asInt() < 0 ? null : value.asInt());
            case "group" -> pair(text(f.iommuGroup()), value.asText());
            // Without a group the other reader says false, and we say nothing.
            case "isolated" -> pair(f.isolated(), grouped ? value.asBoolean() : null);
            case "viableNow" -> pair(f.viable(), grouped ? value.asBoolean() : null);
            case "groupOthers" -> pair(grouped && !f.isolated(), grouped && alone(f, value));
            case "driver" -> pair(text(f.driver()), value.asText());
            case "resetMethod" -> pair(String.join(" ", f.resetMethods()), value.asText());
            case "isVF" -> pair(f.sriov().function() == SriovFunction.VIRTUAL, value.asBoolean());
            case "sriov" ->
                pair(
                        f.sriov().function() == SriovFunction.PHYSICAL
                                ? f.sriov().numVFs() + "/" + f.sriov().totalVFs()
                                : "null",
                        value.asText());
            case "blocks" -> pair("compared", "compared");
            default -> {
                notOurs("nvme." + member);
                yield pair("", "");
            }
        };
        assertThat(pair[0]).as(f.address() + " " + member).isEqualTo(pair[1]);
    }

    /** Whether another function of the same slot is in the group: in these trees the rest are root ports. */
    private static boolean alone(NvmeFunction f, JsonNode others) {
        String slot = f.address().substring(0, f.address().length() - 1);
        boolean beside = false;
        for (JsonNode other : others) {
            beside |= other.asText().startsWith(slot);
        }
        return beside;
    }

    /** `nvme0n1p1 fs-sysfs ext4`, `nvme0n1p1 mounted /`, `nvme0n1p2 swap`, `nvme0n1 holder dm-0`; sizes are not ours. */
    private static List<String> uses(JsonNode blocks) {
        List<String> uses = new ArrayList<>();
        for (JsonNode block : blocks) {
            assertThat(names(block)).containsOnly("bytes", "name", "use");
            Set<String> listed = new TreeSet<>();
            block.path("use").forEach(u -> {
                if (u.asText().contains(" fs-sysfs ")) {
                    listed.add(u.asText().split(" ")[0]);
                }
            });
            for (JsonNode use : block.path("use")) {
                String[] words = use.asText().split(" ");
                switch (words[1]) {
                    case "fs-sysfs" -> uses.add(words[2] + " on " + words[0]);
                    case "swap" -> uses.add("swap on " + words[0]);
                    case "holder" -> uses.add("held by " + words[2]);
                    // Which file system, the other reader does not say; in these trees it is vfat where sysfs lists
                    // none.
                    case "mounted" -> {
                        if (!listed.contains(words[0])) {
                            uses.add("vfat on " + words[0] + " at " + words[2]);
                        }
                    }
                    default -> fail("a use that is not understood: " + use.asText());
                }
            }
        }
        return uses;
    }

    private static void notOurs(String member) {
        assertThat(NOT_OURS).as("members without a counterpart").contains(member);
    }

    private static Object[] pair(Object ours, Object theirs) {
        return new Object[] {ours, theirs};
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
