package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotation `shortpath.dev/applied` when an update took it away together with values that it records: a replace of the
 * whole VM by its manifest. Who takes the annotation alone away makes the values their own.
 */
public final class LostNote {
    private static final List<String> PATH = List.of("metadata", "annotations", Keys.APPLIED);

    private LostNote() {}

    /** The VM with the annotation that the update took away; the VM itself where nothing is to be restored. */
    public static JsonNode restored(JsonNode before, JsonNode vm) {
        Optional<String> lost = note(before).filter(n -> note(vm).isEmpty());
        if (lost.isEmpty() || !(vm instanceof ObjectNode object) || !anyGone(before, vm, lost.get())) {
            return vm;
        }
        Edit edit = new Edit(object, Set.of());
        edit.put(PATH, TextNode.valueOf(lost.get()));
        return edit.document();
    }

    /** The JSON Patch operations that lead from the VM as it came to the VM as it was restored. */
    public static ArrayNode operations(JsonNode vm, JsonNode restored) {
        if (vm == restored) {
            return JsonNodeFactory.instance.arrayNode();
        }
        Edit edit = new Edit((ObjectNode) vm, Set.of());
        edit.put(PATH, TextNode.valueOf(note(restored).orElseThrow()));
        return edit.operations();
    }

    private static Optional<String> note(JsonNode vm) {
        return Tree.text(vm, PATH.toArray(String[]::new));
    }

    private static boolean anyGone(JsonNode before, JsonNode vm, String note) {
        return AppliedNote.read(Optional.of(note)).entries().stream()
                .anyMatch(e -> value(before, e).isPresent() && value(vm, e).isEmpty());
    }

    private static Optional<String> value(JsonNode vm, Applied.Entry entry) {
        if (entry.field() == Field.IO_URING || entry.field() == Field.SCSI_QUEUES) {
            String key = entry.field() == Field.IO_URING ? Spelling.URING_DISKS : Spelling.SCSI_QUEUES;
            return Tree.text(vm, "spec", "template", "metadata", "annotations", key);
        }
        try {
            List<String> place = VmPatch.place(vm, entry.disk(), entry.field());
            return Spelling.word(entry.field(), vm.at(Edit.pointer(place)));
        } catch (IllegalArgumentException gone) {
            return Optional.empty();
        }
    }
}
