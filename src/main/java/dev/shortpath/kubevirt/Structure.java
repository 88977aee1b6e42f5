package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What KubeVirt refuses in the structure of a VM's manifest, each a sentence for a person.
 *
 * <p>Source: KubeVirt's pkg/storage/admitters/disks.go, vmi-create-admitter.go (validateBootOrder, validateVolumes),
 * vms-admitter.go (validateRunStrategy).
 */
final class Structure {
    private static final int MOST = 256;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Set<String> STRATEGIES =
            Set.of("Always", "Halted", "Manual", "RerunOnFailure", "Once", "WaitAsReceiver");
    private static final List<String> SOURCES = List.of(
            "persistentVolumeClaim",
            "sysprep",
            "cloudInitNoCloud",
            "cloudInitConfigDrive",
            "containerDisk",
            "ephemeral",
            "emptyDisk",
            "hostDisk",
            "dataVolume",
            "configMap",
            "secret",
            "downwardAPI",
            "serviceAccount",
            "downwardMetrics",
            "memoryDump",
            "containerPath");

    private final JsonNode spec;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, JsonNode> volumes = new HashMap<>();

    private Structure(JsonNode spec) {
        this.spec = spec;
    }

    static List<String> faults(JsonNode vm) {
        Structure structure = new Structure(Tree.at(vm, "spec"));
        structure.check();
        return structure.faults;
    }

    private void check() {
        if (!Tree.at(spec, "template", "spec").isObject()) {
            faults.add("The VM has no spec.template.spec, so there is no machine to start.");
            return;
        }
        runStrategy();
        objects();
        list("spec.dataVolumeTemplates", Tree.at(spec, "dataVolumeTemplates"));
        list("spec.template.spec.volumes", Tree.at(spec, "template", "spec", "volumes"));
        list("spec.template.spec.domain.devices.disks", disks());
        volumes();
        Set<String> names = new HashSet<>();
        List<JsonNode> entries = Tree.list(disks());
        for (int i = 0; i < entries.size(); i++) {
            disk("disks[" + i + "]", entries.get(i), names);
        }
    }

    /** Parents that a patch would write below: KubeVirt's schema takes objects there only. */
    private void objects() {
        for (String path : List.of(
                "template.metadata",
                "template.metadata.annotations",
                "template.spec.domain",
                "template.spec.domain.devices",
                "template.spec.domain.ioThreads")) {
            JsonNode there = Tree.at(spec, path.split("\\."));
            if (!there.isMissingNode() && !there.isObject()) {
                faults.add("The VM's spec." + path + " is not an object.");
            }
        }
    }

    private JsonNode disks() {
        return Tree.at(spec, "template", "spec", "domain", "devices", "disks");
    }

    private void runStrategy() {
        if (Tree.has(spec, "running") && Tree.has(spec, "runStrategy")) {
            faults.add(
                    "The VM has both spec.running and spec.runStrategy, of which KubeVirt takes one: keep runStrategy.");
        }
        Tree.text(spec, "runStrategy")
                .filter(s -> !STRATEGIES.contains(s))
                .ifPresent(s -> faults.add("The VM's spec.runStrategy is " + s + ", which KubeVirt does not know."));
    }

    private void list(String path, JsonNode list) {
        if (!list.isMissingNode() && !list.isArray()) {
            faults.add("The VM's " + path + " is not a list.");
        } else if (list.size() > MOST) {
            faults.add("The VM's " + path + " has " + list.size() + " entries; KubeVirt takes at most " + MOST + ".");
        }
    }

    private void volumes() {
        List<JsonNode> entries = Tree.list(spec, "template", "spec", "volumes");
        for (int i = 0; i < entries.size(); i++) {
            JsonNode volume = entries.get(i);
            String name = Tree.text(volume, "name").orElse("");
            if (name.isEmpty()) {
                faults.add("The VM's volumes[" + i + "] has no name.");
            } else if (volumes.putIfAbsent(name, volume) != null) {
                faults.add("The VM has two volumes of the name " + name + "; give one of them another name.");
            }
            long sources = SOURCES.stream().filter(s -> Tree.has(volume, s)).count();
            if (sources > 1) {
                faults.add("The VM's volume " + name + " has " + sources + " sources, of which KubeVirt takes one.");
            } else if (sources == 0) {
                faults.add("The VM's volume " + name + " has no source that KubeVirt knows.");
            }
        }
    }

    private void disk(String place, JsonNode entry, Set<String> names) {
        String name = Tree.text(entry, "name").orElse("");
        if (name.isEmpty()) {
            faults.add("The VM's " + place + " has no name; give it the name of its volume.");
            return;
        }
        if (!LABEL.matcher(name).matches()) {
            faults.add("The name of the VM's disk " + name
                    + " must be lower-case letters, digits and '-', at most 63: KubeVirt names a container after it.");
        }
        if (!names.add(name)) {
            faults.add("The VM has two disks of the name " + name + "; give one of them another name and volume.");
        }
        List<String> targets = Stream.of("disk", "lun", "cdrom")
                .filter(target -> Tree.has(entry, target))
                .toList();
        if (targets.size() > 1) {
            faults.add("The VM's disk " + name + " is " + String.join(" and ", targets)
                    + " at once, of which KubeVirt takes one.");
        }
        targets.stream()
                .filter(target -> !Tree.at(entry, target).isObject())
                .forEach(target -> faults.add("The " + target + " of the VM's disk " + name + " is not an object."));
        volumeOf(name, entry);
    }

    private void volumeOf(String name, JsonNode entry) {
        JsonNode volume = volumes.get(name);
        if (volume == null && !Tree.has(entry, "cdrom")) {
            faults.add("The VM's disk " + name + " has no volume of its name; add one to spec.template.spec.volumes.");
        } else if (volume != null
                && Tree.has(entry, "lun")
                && !Tree.has(volume, "persistentVolumeClaim")
                && !Tree.has(volume, "dataVolume")) {
            faults.add("The VM's disk " + name + " is a lun, which KubeVirt takes on a DataVolume or claim only.");
        }
    }
}
