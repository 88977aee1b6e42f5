package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Volume;
import dev.shortpath.facts.VolumeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A VM's disks, in the manifest's order, then its volumes without a disk entry. */
final class Disks {
    /** States of changed block tracking in which a qcow2 overlay lies over the disks, or will at this start. */
    private static final Set<String> OVERLAID = Set.of("Enabled", "Initializing");

    private final JsonNode vm;
    private final Expansion expansion;
    private final Optional<JsonNode> vmi;
    private final Map<String, String> annotations;
    private final Volumes volumes;

    private Disks(World world, JsonNode vm, Expansion expansion, Optional<JsonNode> vmi) {
        this.vm = vm;
        this.expansion = expansion;
        this.vmi = vmi;
        this.annotations = Tree.strings(vm, "spec", "template", "metadata", "annotations");
        this.volumes = Volumes.of(world, vm);
    }

    static List<Disk> of(World world, JsonNode vm, Expansion expansion, Optional<JsonNode> vmi) {
        return new Disks(world, vm, expansion, vmi).all();
    }

    private List<Disk> all() {
        List<Disk> disks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<JsonNode> entries = Tree.list(vm, "spec", "template", "spec", "domain", "devices", "disks");
        for (int i = 0; i < entries.size(); i++) {
            // A disk without a name cannot be written, but has its place in a report.
            String name = Tree.text(entries.get(i), "name").orElse("disks[" + i + "]");
            names.add(name);
            disks.add(disk(name, i, Spelling.kind(entries.get(i)), entries.get(i)));
        }
        for (String name : volumes.names()) {
            if (names.add(name)) {
                disks.add(disk(name, -1, DiskKind.NONE, MissingNode.getInstance()));
            }
        }
        return disks;
    }

    private Disk disk(String name, int index, DiskKind kind, JsonNode entry) {
        Volume volume = volumes.named(name);
        Map<Field, String> written = Spelling.ofDisk(entry, kind);
        if (index >= 0 && Spelling.usesUring(annotations, name)) {
            written.put(Field.IO_URING, Spelling.URING);
        }
        JsonNode target = Tree.at(entry, Spelling.inDisk(Field.BUS, kind).getFirst());
        return new Disk(
                name,
                index,
                kind,
                volume,
                written,
                defaults(kind, volume),
                vmi.flatMap(i -> running(i, name)),
                Tree.isTrue(entry, "shareable"),
                Tree.isTrue(target, "readonly"),
                Tree.has(target, "pciAddress"),
                overlaid(volume));
    }

    private Map<Field, Value> defaults(DiskKind kind, Volume volume) {
        Map<Field, Value> defaults = expansion.ofDisk(kind);
        if (volume.template().isPresent()) {
            defaults.putAll(expansion.ofTemplate());
        }
        return defaults;
    }

    private static Optional<Map<Field, String>> running(JsonNode vmi, String name) {
        return Tree.list(vmi, "spec", "domain", "devices", "disks").stream()
                .filter(entry -> Tree.text(entry, "name").equals(Optional.of(name)))
                .findFirst()
                .map(entry -> {
                    Map<Field, String> values = Spelling.ofDisk(entry, Spelling.kind(entry));
                    if (Spelling.usesUring(Tree.strings(vmi, "metadata", "annotations"), name)) {
                        values.put(Field.IO_URING, Spelling.URING);
                    }
                    return values;
                });
    }

    /** KubeVirt lays it over claims and host disks (pkg/virt-launcher/virtwrap/converter/storage/volume.go). */
    private boolean overlaid(Volume volume) {
        boolean tracked = Tree.text(vm, "status", "changedBlockTracking", "state")
                .filter(OVERLAID::contains)
                .isPresent();
        return tracked && (volume.type().claimed() || volume.type() == VolumeType.HOST_DISK);
    }
}
