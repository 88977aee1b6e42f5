package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How KubeVirt spells each field: its place in a manifest, and its value in the profile's words.
 *
 * <p>A value that the profile has no word for, or of a type that KubeVirt does not take there, is its compact JSON text, so
 * that undoing gives back what stood there. Source: KubeVirt's staging/src/kubevirt.io/api/core/v1/schema.go.
 */
final class Spelling {
    static final String URING_DISKS = Keys.IO_URING_DISKS;
    static final String SCSI_QUEUES = Keys.SCSI_QUEUES;
    /** The word of {@link Field#IO_URING}, which is there or not. */
    static final String URING = "io_uring";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String MATCH = "{\"matchVolume\":{\"enabled\":true}}";
    private static final String B512 = "{\"custom\":{\"logical\":512,\"physical\":512}}";
    private static final String B4096 = "{\"custom\":{\"logical\":4096,\"physical\":4096}}";

    private static final List<Field> OF_DISK =
            List.of(Field.BUS, Field.IO, Field.CACHE, Field.IO_THREAD, Field.BLOCK_SIZE, Field.ERROR_POLICY);
    private static final List<Field> OF_INSTANCE =
            List.of(Field.MULTI_QUEUE, Field.IO_THREADS_POLICY, Field.IO_THREADS_COUNT, Field.EVICTION);
    private static final List<Field> OF_TEMPLATE = List.of(Field.VOLUME_MODE, Field.STORAGE_CLASS, Field.PREALLOCATION);

    private Spelling() {}

    /** The path of a disk's field in its entry of `disks`. */
    static List<String> inDisk(Field field, DiskKind kind) {
        return switch (field) {
            case BUS -> List.of(target(kind), "bus");
            case IO -> List.of("io");
            case CACHE -> List.of("cache");
            case IO_THREAD -> List.of("dedicatedIOThread");
            case BLOCK_SIZE -> List.of("blockSize");
            case ERROR_POLICY -> List.of("errorPolicy");
            default -> throw new IllegalArgumentException(field + " has no place in a disk's entry");
        };
    }

    /** The path of a VM-wide field in a VMI's spec, which is a VM's `spec.template.spec`. */
    static List<String> inInstance(Field field) {
        return switch (field) {
            case MULTI_QUEUE -> List.of("domain", "devices", "blockMultiQueue");
            case IO_THREADS_POLICY -> List.of("domain", "ioThreadsPolicy");
            case IO_THREADS_COUNT -> List.of("domain", "ioThreads", "supplementalPoolThreadCount");
            case EVICTION -> List.of("evictionStrategy");
            default -> throw new IllegalArgumentException(field + " has no place in a VMI's spec");
        };
    }

    /** The path of a template's field in its entry of `dataVolumeTemplates`. */
    static List<String> inTemplate(Field field, boolean storage) {
        String words = storage ? "storage" : "pvc";
        return switch (field) {
            case VOLUME_MODE -> List.of("spec", words, "volumeMode");
            case STORAGE_CLASS -> List.of("spec", words, "storageClassName");
            case PREALLOCATION -> List.of("spec", "preallocation");
            default -> throw new IllegalArgumentException(field + " has no place in a dataVolumeTemplate");
        };
    }

    static Map<Field, String> ofDisk(JsonNode entry, DiskKind kind) {
        return read(OF_DISK, f -> inDisk(f, kind), entry);
    }

    static Map<Field, String> ofInstance(JsonNode spec) {
        return read(OF_INSTANCE, Spelling::inInstance, spec);
    }

    static Map<Field, String> ofTemplate(JsonNode entry, boolean storage) {
        return read(OF_TEMPLATE, f -> inTemplate(f, storage), entry);
    }

    private static Map<Field, String> read(
            List<Field> fields, java.util.function.Function<Field, List<String>> place, JsonNode from) {
        Map<Field, String> words = new EnumMap<>(Field.class);
        for (Field field : fields) {
            word(field, Tree.at(from, place.apply(field).toArray(String[]::new)))
                    .ifPresent(w -> words.put(field, w));
        }
        return words;
    }

    static DiskKind kind(JsonNode entry) {
        return Tree.has(entry, "lun") ? DiskKind.LUN : Tree.has(entry, "cdrom") ? DiskKind.CDROM : DiskKind.DISK;
    }

    private static String target(DiskKind kind) {
        return switch (kind) {
            case LUN -> "lun";
            case CDROM -> "cdrom";
            case DISK, NONE -> "disk";
        };
    }

    /** A value in the profile's words; empty for a missing value, null and the empty text, which KubeVirt takes for none. */
    static Optional<String> word(Field field, JsonNode value) {
        if (value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (field) {
                    case IO_THREAD -> flag(value, "dedicated", "shared");
                    case MULTI_QUEUE, PREALLOCATION -> flag(value, "Always", "Never");
                    case BLOCK_SIZE -> blockSize(value.toString());
                    case IO_THREADS_COUNT -> value.toString();
                    default -> value.isTextual() ? value.textValue() : value.toString();
                });
    }

    private static String flag(JsonNode value, String yes, String no) {
        return value.isBoolean() ? value.booleanValue() ? yes : no : value.toString();
    }

    private static String blockSize(String json) {
        return switch (json) {
            case MATCH -> "match";
            case B512 -> "b512";
            case B4096 -> "b4096";
            default -> json;
        };
    }

    /** What KubeVirt writes for a word: the inverse of {@link #word}. */
    static JsonNode value(Field field, String word) {
        return switch (field) {
            case IO_THREAD -> flag(word, "dedicated", "shared");
            case MULTI_QUEUE, PREALLOCATION -> flag(word, "Always", "Never");
            case IO_THREADS_COUNT -> parsedOrText(word);
            case BLOCK_SIZE ->
                switch (word) {
                    case "match" -> parsedOrText(MATCH);
                    case "b512" -> parsedOrText(B512);
                    case "b4096" -> parsedOrText(B4096);
                    default -> parsedOrText(word);
                };
            default -> word.startsWith("{") || word.startsWith("[") ? parsedOrText(word) : TextNode.valueOf(word);
        };
    }

    private static JsonNode flag(String word, String yes, String no) {
        return word.equals(yes) ? BooleanNode.TRUE : word.equals(no) ? BooleanNode.FALSE : parsedOrText(word);
    }

    private static JsonNode parsedOrText(String word) {
        try {
            JsonNode parsed = JSON.readTree(word);
            return parsed == null || parsed.isMissingNode() ? TextNode.valueOf(word) : parsed;
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(word);
        }
    }

    /** The name by which the Plugin knows a disk: KubeVirt's user alias. */
    static String alias(String disk) {
        return "ua-" + disk;
    }

    static boolean usesUring(Map<String, String> annotations, String disk) {
        return List.of(annotations.getOrDefault(URING_DISKS, "").split(" ", -1)).contains(alias(disk));
    }
}
