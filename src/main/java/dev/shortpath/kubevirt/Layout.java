package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a VM, in its template, and a VMI have what is the same machine. */
enum Layout {
    VM(List.of("spec", "template", "spec"), List.of("spec", "template", "metadata", "annotations")),
    VMI(List.of("spec"), List.of("metadata", "annotations"));

    private final List<String> instance;
    private final List<String> annotations;
    private static final String DEVICE = "deviceName";

    private final List<String> disks;
    private final List<String> devices;

    Layout(List<String> instance, List<String> annotations) {
        this.instance = instance;
        this.annotations = annotations;
        this.disks = below(instance, "domain", "devices", "disks");
        this.devices = below(instance, "domain", "devices", "hostDevices");
    }

    List<String> annotations() {
        return annotations;
    }

    List<String> affinity() {
        return below(instance, "affinity");
    }

    /** Makes a change of a disk's or the machine's own value. */
    void change(Edit edit, Change change) {
        switch (change.field()) {
            case IO_URING -> uring(edit, change);
            case PASSTHROUGH -> device(edit, change);
            case SCSI_QUEUES ->
                put(edit, below(annotations, Spelling.SCSI_QUEUES), change.to().map(TextNode::valueOf));
            default ->
                put(
                        edit,
                        place(edit.document(), change),
                        change.to().map(word -> Spelling.value(change.field(), word)));
        }
    }

    static void put(Edit edit, List<String> path, Optional<? extends JsonNode> value) {
        if (value.isEmpty()) {
            edit.remove(path);
            // By text: what is put back has the order of members that it had.
        } else if (!edit.at(path).toString().equals(value.get().toString())) {
            edit.put(path, value.get());
        }
    }

    /** The disk's alias joins or leaves the annotation; what else stands there is left as it is. */
    private void uring(Edit edit, Change change) {
        List<String> path = below(annotations, Spelling.URING_DISKS);
        String alias = Spelling.alias(change.disk().orElseThrow());
        String before = edit.at(path).asText("");
        List<String> aliases = new ArrayList<>(List.of(before.split(" ", -1)));
        if (change.to().isPresent() == aliases.contains(alias)) {
            return;
        }
        if (change.to().isPresent()) {
            put(edit, path, Optional.of(TextNode.valueOf(before.isBlank() ? alias : before + " " + alias)));
            return;
        }
        aliases.removeIf(alias::equals);
        String after = String.join(" ", aliases);
        put(edit, path, Optional.of(TextNode.valueOf(after)).filter(t -> !after.isBlank()));
    }

    private void device(Edit edit, Change change) {
        Optional<List<String>> there = device(edit.document(), change);
        if (change.to().isEmpty()) {
            there.ifPresent(edit::remove);
        } else if (there.isPresent()) {
            put(edit, below(there.get(), DEVICE), change.to().map(TextNode::valueOf));
        } else {
            edit.append(devices, device(change));
        }
    }

    /** A host device as KubeVirt writes it. */
    static ObjectNode device(Change change) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", change.disk().orElseThrow())
                .put(DEVICE, change.to().orElseThrow());
    }

    /** The host device's entry, where there is one of its name. */
    Optional<List<String>> device(JsonNode object, Change change) {
        List<JsonNode> entries = Tree.list(object, devices.toArray(String[]::new));
        return IntStream.range(0, entries.size())
                .filter(i -> Tree.text(entries.get(i), "name").equals(change.disk()))
                .mapToObj(i -> below(devices, String.valueOf(i)))
                .findFirst();
    }

    List<String> devices() {
        return devices;
    }

    List<String> place(JsonNode object, Change change) {
        if (change.field().scope() == Field.Scope.DEVICE) {
            return device(object, change)
                    .map(entry -> below(entry, DEVICE))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the VM has no host device " + change.disk().orElse("")));
        }
        if (change.field().scope() == Field.Scope.VM) {
            return below(instance, Spelling.inInstance(change.field()));
        }
        List<String> disk = disk(object, change);
        DiskKind kind =
                Spelling.kind(Tree.list(object, disks.toArray(String[]::new)).get(Integer.parseInt(disk.getLast())));
        return below(disk, Spelling.inDisk(change.field(), kind));
    }

    /** The disk's entry. @throws IllegalArgumentException where there is none of its name */
    List<String> disk(JsonNode object, Change change) {
        List<JsonNode> entries = Tree.list(object, disks.toArray(String[]::new));
        for (int i = 0; i < entries.size(); i++) {
            if (Tree.text(entries.get(i), "name").equals(change.disk())) {
                return below(disks, String.valueOf(i));
            }
        }
        throw new IllegalArgumentException("the VM has no disk " + change.disk().orElse(""));
    }

    boolean has(JsonNode object, Change change) {
        return change.disk().isEmpty()
                || change.field().scope() == Field.Scope.DEVICE
                || Tree.list(object, disks.toArray(String[]::new)).stream()
                        .anyMatch(d -> Tree.text(d, "name").equals(change.disk()));
    }

    static List<String> below(List<String> base, String... more) {
        return below(base, List.of(more));
    }

    static List<String> below(List<String> base, List<String> more) {
        return Stream.concat(base.stream(), more.stream()).toList();
    }
}
