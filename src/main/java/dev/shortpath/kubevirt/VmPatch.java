package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Write;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A plan's write as a change of the VM's manifest.
 *
 * <p>Parents that a value needs and that are missing (`domain.ioThreads`) are made here, and taken away again when undoing leaves
 * them empty. Which ones are ours stands in the record's `made`: the planner hands over the list that it read, and the patch
 * writes it with what it added and took away.
 */
public final class VmPatch {

    private static final List<String> ANNOTATIONS = List.of("metadata", "annotations");
    private static final List<String> TEMPLATES = List.of("spec", "dataVolumeTemplates");

    private final JsonNode vm;
    private final Edit edit;

    private VmPatch(JsonNode vm, Write write) {
        this.vm = vm;
        Set<String> made = new LinkedHashSet<>(AppliedNote.read(Optional.ofNullable(
                        Tree.strings(vm, "metadata", "annotations").get(Keys.APPLIED)))
                .made());
        write.applied().ifPresent(applied -> made.addAll(applied.made()));
        this.edit = new Edit((ObjectNode) vm, made);
        write.changes().forEach(this::change);
        write.applied().ifPresent(this::note);
        if (write.consentUsed()) {
            edit.remove(Layout.below(ANNOTATIONS, Keys.CONSENT));
        }
    }

    /**
     * The JSON Patch (RFC 6902) for an API server: first `test` operations, so that it fails where the VM is not the one that
     * was read (API.md section 5), then the changes. Empty when there is nothing to write.
     *
     * @param vm the manifest that the plan was made of; without uid and generation (from a file) it gets no guards for these
     * @throws IllegalArgumentException where a change names a disk or template that the manifest has not, or what is to be
     *     remembered is longer than an annotation of ours may be
     */
    public static ArrayNode of(JsonNode vm, Write write) {
        ArrayNode changes = changes(vm, write);
        return changes.isEmpty() ? changes : Guards.of(vm, touched(vm, write)).addAll(changes);
    }

    /** The operations alone, for who has the very object in hand: admission. */
    public static ArrayNode changes(JsonNode vm, Write write) {
        return new VmPatch(vm, write).edit.operations();
    }

    /** The manifest as it is after the write. */
    public static JsonNode applied(JsonNode vm, Write write) {
        return new VmPatch(vm, write).edit.document();
    }

    /**
     * Whether a VM is what a write was to make of it, and nobody else had a part in that.
     *
     * @param vm the manifest that the plan was made of
     * @param now as the API server gave it back
     */
    public static boolean isMade(JsonNode vm, Write write, JsonNode now) {
        ObjectNode expected = new VmPatch(vm, write).edit.document();
        JsonNode metadata = now.path("metadata");
        Stream.of("generation", "managedFields")
                .filter(metadata::has)
                .forEach(m -> expected.withObject("/metadata").set(m, metadata.get(m)));
        return expected.equals(now) && Owners.of(vm).equals(Owners.of(now));
    }

    private void change(Change change) {
        if (change.field().scope() == Field.Scope.TEMPLATE) {
            Layout.put(edit, inTemplate(vm, change), change.to().map(word -> Spelling.value(change.field(), word)));
        } else {
            Layout.VM.change(edit, change);
        }
    }

    private void note(Applied applied) {
        List<String> path = Layout.below(ANNOTATIONS, Keys.APPLIED);
        if (applied.entries().isEmpty()) {
            edit.remove(path);
            return;
        }
        // Parents first: the note names those that it needs itself.
        edit.makeParents(path);
        String before = edit.at(path).asText("");
        String after = AppliedNote.write(with(applied, edit.made()));
        if (after.getBytes(StandardCharsets.UTF_8).length > Applied.MOST_BYTES) {
            throw new IllegalArgumentException("what is set on the VM takes more than " + Applied.MOST_BYTES
                    + " bytes in its annotation " + Keys.APPLIED + ": let the profile's rules take fewer disks");
        }
        if (!before.equals(after)) {
            edit.put(path, TextNode.valueOf(after));
        }
    }

    private static Applied with(Applied applied, List<String> made) {
        return new Applied(
                true,
                Optional.empty(),
                applied.vm(),
                applied.profile(),
                applied.onRemoval(),
                applied.entries(),
                made,
                applied.restore());
    }

    private static List<String> inTemplate(JsonNode vm, Change change) {
        int index = template(vm, change);
        boolean storage = !Tree.has(Tree.list(at(vm, TEMPLATES)).get(index), "spec", "pvc");
        return Layout.below(
                Layout.below(TEMPLATES, String.valueOf(index)), Spelling.inTemplate(change.field(), storage));
    }

    /** Where a field's value stands, or would, in the VM's manifest. */
    static List<String> place(JsonNode vm, Optional<String> disk, Field field) {
        return place(vm, new Change(disk, field, Optional.empty(), Optional.empty()));
    }

    /** Where a change belongs in the VM's manifest. */
    static List<String> place(JsonNode vm, Change change) {
        return change.field().scope() == Field.Scope.TEMPLATE ? inTemplate(vm, change) : Layout.VM.place(vm, change);
    }

    /** The list elements that a write touches: index and name paths, which the guards test. */
    private static List<List<String>> touched(JsonNode vm, Write write) {
        return write.changes().stream()
                .filter(change -> change.field() != Field.IO_URING)
                .flatMap(change -> switch (change.field().scope()) {
                    case VM -> Stream.<List<String>>empty();
                    case DEVICE -> Layout.VM.device(vm, change).map(d -> Layout.below(d, "name")).stream();
                    case DISK -> Stream.of(Layout.below(Layout.VM.disk(vm, change), "name"));
                    case TEMPLATE ->
                        Stream.of(Layout.below(TEMPLATES, String.valueOf(template(vm, change)), "metadata", "name"));
                })
                .distinct()
                .toList();
    }

    /** The template behind the volume that a change names. */
    private static int template(JsonNode vm, Change change) {
        Optional<String> name = Tree.list(vm, "spec", "template", "spec", "volumes").stream()
                .filter(volume -> Tree.text(volume, "name").equals(change.disk()))
                .findFirst()
                .flatMap(volume -> Volumes.claimName(volume, VolumeType.DATA_VOLUME)
                        .or(() -> Volumes.claimName(volume, VolumeType.PERSISTENT_VOLUME_CLAIM)));
        List<JsonNode> templates = Tree.list(at(vm, TEMPLATES));
        for (int i = 0; i < templates.size(); i++) {
            if (name.isPresent() && Tree.name(templates.get(i)).equals(name.get())) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "the VM has no template for its volume " + change.disk().orElse(""));
    }

    private static JsonNode at(JsonNode vm, List<String> path) {
        return Tree.at(vm, path.toArray(String[]::new));
    }
}
