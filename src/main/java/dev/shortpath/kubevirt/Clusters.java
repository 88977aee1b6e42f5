package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.KubeVirtVersion;
import dev.shortpath.facts.PermittedDevice;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.StorageClass;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the cluster can do: KubeVirt's CR, CDI and the storage classes. */
final class Clusters {
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private Clusters() {}

    // All VMs ask for the same.
    private static final World.View<Cluster> CONFIGURED = new World.View<>(
            List.of(Kinds.KUBEVIRT, Kinds.STORAGE_CLASS, Kinds.CDI_STORAGE_PROFILE), Clusters::configured);

    static Cluster of(World world, Cluster.Deliveries deliveries) {
        return world.view(CONFIGURED).with(cdi(world), deliveries);
    }

    private static Cluster configured(World world) {
        Optional<List<JsonNode>> kubevirts = world.all(Kinds.KUBEVIRT);
        Optional<JsonNode> kubevirt = kubevirt(world);
        return new Cluster(
                kubevirts
                        .map(all -> all.isEmpty() ? Presence.ABSENT : Presence.PRESENT)
                        .orElse(Presence.UNKNOWN),
                kubevirt.flatMap(Clusters::version),
                kubevirt.map(Clusters::gates).orElse(Set.of()),
                kubevirt.map(k -> configured(k)
                                .at("/developerConfiguration/memoryOvercommit")
                                .asInt(100))
                        .orElse(100),
                kubevirt.flatMap(k -> Tree.text(configured(k), "evictionStrategy")),
                kubevirt.flatMap(Clusters::permittedDevices),
                Presence.UNKNOWN,
                world.all(Kinds.STORAGE_CLASS)
                        .map(all ->
                                all.stream().map(c -> storageClass(world, c)).toList()),
                Cluster.Deliveries.SHIPPED);
    }

    /** Gates that the CR names; KubeVirt reads them only once the CR has a phase (facts/verified.md). */
    static Set<String> gates(JsonNode kubevirt) {
        return Tree.has(kubevirt, "status", "phase")
                ? new HashSet<>(Tree.texts(kubevirt, "spec", "configuration", "developerConfiguration", "featureGates"))
                : Set.of();
    }

    /** The gates that are on; empty Optional where no KubeVirt CR was read. */
    static Optional<Set<String>> gates(World world) {
        return kubevirt(world).map(Clusters::gates);
    }

    static Optional<KubeVirtVersion> version(JsonNode kubevirt) {
        return Tree.text(Tree.at(kubevirt, "status"), "observedKubeVirtVersion").map(KubeVirtVersion::new);
    }

    /** KubeVirt's CR; there is one in a cluster. */
    static Optional<JsonNode> kubevirt(World world) {
        return world.all(Kinds.KUBEVIRT).flatMap(all -> all.stream().findFirst());
    }

    private static JsonNode configured(JsonNode kubevirt) {
        return Tree.at(kubevirt, "spec", "configuration");
    }

    /** Without the list, KubeVirt does not check (pkg/virt-controller/services/renderresources.go). */
    private static Optional<List<PermittedDevice>> permittedDevices(JsonNode kubevirt) {
        JsonNode permitted = Tree.at(kubevirt, "spec", "configuration", "permittedHostDevices");
        return permitted.isMissingNode() || permitted.isNull()
                ? Optional.empty()
                : Optional.of(Tree.list(permitted, "pciHostDevices").stream()
                        .map(d -> new PermittedDevice(
                                Tree.text(d, "resourceName").orElse(""),
                                Tree.text(d, "pciVendorSelector").orElse(""),
                                Tree.isTrue(d, "externalResourceProvider")))
                        .toList());
    }

    private static Presence cdi(World world) {
        return world.knows(Kinds.DATA_VOLUME) || world.knows(Kinds.CDI_STORAGE_PROFILE)
                ? Presence.PRESENT
                : Presence.UNKNOWN;
    }

    private static StorageClass storageClass(World world, JsonNode manifest) {
        String name = Tree.name(manifest);
        JsonNode annotations = Tree.at(manifest, "metadata", "annotations");
        List<JsonNode> sets = world
                .find(Kinds.CDI_STORAGE_PROFILE, "", name)
                .there()
                .map(profile -> Tree.list(profile, "status", "claimPropertySets"))
                .orElse(List.of())
                .stream()
                .filter(set -> Tree.text(set, "volumeMode").isPresent())
                .toList();
        List<JsonNode> block = sets.stream()
                .filter(set -> volumeMode(set).equals(Optional.of(VolumeMode.BLOCK)))
                .toList();
        return new StorageClass(
                name,
                Tree.text(annotations, DEFAULT_CLASS).equals(Optional.of("true")),
                Tree.text(manifest, "provisioner").orElse(""),
                sets.isEmpty() ? Presence.UNKNOWN : block.isEmpty() ? Presence.ABSENT : Presence.PRESENT,
                sets.stream().findFirst().flatMap(Clusters::volumeMode),
                block.stream()
                        .flatMap(set -> Tree.texts(set, "accessModes").stream())
                        .distinct()
                        .toList(),
                Tree.text(annotations, Keys.IO_URING).equals(Optional.of("deny")));
    }

    /** The member `volumeMode` of a claim, a template or a CDI claim property set. */
    static Optional<VolumeMode> volumeMode(JsonNode holder) {
        return Tree.text(holder, "volumeMode")
                .flatMap(word -> Arrays.stream(VolumeMode.values())
                        .filter(mode -> mode.word().equals(word))
                        .findFirst());
    }
}
