package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotation `shortpath.dev/applied` of a VM: what we set there, as compact JSON with a fixed order of members (API.md
 * section 5). What cannot be read is never a reason to write.
 */
public final class AppliedNote {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    /** What is never stored in a VM, and so is never remembered. */
    private static final Set<Field> NEVER_STORED = EnumSet.of(
            Field.DISK,
            Field.VOLUME_FORMAT,
            Field.PLACEMENT_IOMMU,
            Field.PLACEMENT_IOMMU_MODE,
            Field.PLACEMENT_IO_URING,
            Field.PLACEMENT_NUMA);

    private AppliedNote() {}

    /** The annotation's value of a record; members that have nothing to say are left out. */
    public static String write(Applied applied) {
        ObjectNode note = JSON.createObjectNode();
        note.put("v", VERSION);
        applied.vm().ifPresent(vm -> note.put("vm", vm));
        note.put("profile", applied.profile());
        note.put("onRemoval", applied.onRemoval().word());
        ArrayNode set = note.putArray("set");
        applied.entries().forEach(entry -> write(entry, set.addObject()));
        if (!applied.made().isEmpty()) {
            ArrayNode made = note.putArray("made");
            applied.made().forEach(made::add);
        }
        applied.restore().ifPresent(mark -> note.put("restore", mark));
        return note.toString();
    }

    private static void write(Applied.Entry entry, ObjectNode to) {
        boolean device = entry.field().scope() == Field.Scope.DEVICE;
        entry.disk().filter(_ -> !device).ifPresent(disk -> to.put("disk", disk));
        to.put("field", entry.field().path());
        entry.disk().filter(_ -> device).ifPresent(name -> to.put("name", name));
        if (entry.field() != Field.IO_URING) {
            to.put("to", entry.to());
        }
        entry.was().ifPresent(was -> to.put("was", was));
    }

    /** The record in an annotation's value; {@link Applied#NONE} where there is no annotation. */
    public static Applied read(Optional<String> annotation) {
        return annotation.map(AppliedNote::read).orElse(Applied.NONE);
    }

    private static Applied read(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Applied.MOST_BYTES) {
            return unreadable("is longer than the " + Applied.MOST_BYTES + " bytes that it may have");
        }
        JsonNode note;
        try {
            note = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return unreadable("is not JSON");
        }
        try {
            return read(note);
        } catch (Odd odd) {
            return unreadable(odd.getMessage());
        }
    }

    private static Applied unreadable(String what) {
        return Applied.unreadable("The annotation " + Keys.APPLIED + " " + what
                + "; nothing is written to the VM until somebody restores the annotation or takes it away.");
    }

    private static Applied read(JsonNode note) throws Odd {
        if (!note.isObject()) {
            throw new Odd("is not a JSON object");
        }
        if (!note.path("v").isInt() || note.path("v").intValue() != VERSION) {
            throw new Odd("is not of version " + VERSION + ", the one that this Shortpath knows");
        }
        List<Applied.Entry> entries = new ArrayList<>();
        for (JsonNode entry : list(note, "set")) {
            entries.add(entry(entry));
        }
        List<String> made = new ArrayList<>();
        for (JsonNode pointer : list(note, "made")) {
            made.add(textual(pointer, "made"));
        }
        return new Applied(
                true,
                Optional.empty(),
                text(note, "vm"),
                text(note, "profile").orElse(""),
                onRemoval(note),
                entries,
                made,
                text(note, "restore"));
    }

    private static Applied.Entry entry(JsonNode entry) throws Odd {
        String word = text(entry, "field").orElseThrow(() -> new Odd("has an entry without a field"));
        Field field = Field.of(word)
                .filter(f -> !NEVER_STORED.contains(f))
                .orElseThrow(() -> new Odd("names the field " + word + ", which this Shortpath does not set"));
        boolean device = field.scope() == Field.Scope.DEVICE;
        Optional<String> disk = text(entry, device ? "name" : "disk");
        if (disk.isPresent() == (field.scope() == Field.Scope.VM)) {
            throw new Odd("has an entry for " + word + (disk.isPresent() ? " with" : " without")
                    + (device ? " a name" : " a disk"));
        }
        Optional<String> to =
                text(entry, "to").or(() -> Optional.of(Spelling.URING).filter(w -> field == Field.IO_URING));
        return new Applied.Entry(
                disk,
                field,
                to.orElseThrow(() -> new Odd("has an entry for " + word + " without a value")),
                text(entry, "was"));
    }

    private static OnRemoval onRemoval(JsonNode note) throws Odd {
        String word = text(note, "onRemoval").orElse(OnRemoval.RESTORE.word());
        return Arrays.stream(OnRemoval.values())
                .filter(o -> o.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Odd("has onRemoval " + word + ", which is neither Restore nor Keep"));
    }

    private static JsonNode list(JsonNode note, String member) throws Odd {
        JsonNode list = note.path(member);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new Odd("has no list under " + member);
        }
        return list;
    }

    private static Optional<String> text(JsonNode holder, String member) throws Odd {
        JsonNode value = holder.path(member);
        return value.isMissingNode() ? Optional.empty() : Optional.of(textual(value, member));
    }

    private static String textual(JsonNode value, String member) throws Odd {
        if (!value.isTextual()) {
            throw new Odd("has something else than a text under " + member);
        }
        return value.textValue();
    }

    /** What is wrong with a note, as the rest of a sentence. */
    private static final class Odd extends Exception {
        private static final long serialVersionUID = 1L;

        Odd(String message) {
            super(message);
        }
    }
}
