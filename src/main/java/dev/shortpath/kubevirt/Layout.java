package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a VM, in its template, and a VMI have what is the same machine. */
enum Layout {
    VM(List.of("spec", "template", "spec"), List.of("spec", "template", "metadata", "annotations")),
    VMI(List.of("spec"), List.of("metadata", "annotations"));

    private final List<String> instance;
    private final List<String> annotations;
    private final List<String> disks;

    Layout(List<String> instance, List<String> annotations) {
        this.instance = instance;
        this.annotations = annotations;
        this.disks = below(instance, "domain", "devices", "disks");
    }

    List<String> affinity() {
        return below(instance, "affinity");
    }

    /** Makes a change of a disk's or the machine's own value. */
    void change(Edit edit, Change change) {
        switch (change.field()) {
            case IO_URING -> uring(edit, change);
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

    List<String> place(JsonNode object, Change change) {
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
