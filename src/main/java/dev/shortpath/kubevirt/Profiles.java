package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shortpath.api.Keys;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Profile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From the manifest of a StorageProfile (shortpath.dev) to the profile. */
public final class Profiles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Profiles() {}

    /**
     * Reads a profile, filling in the schema's defaults.
     *
     * @throws BadManifest for what the schema would refuse as of another type, an unknown field or word. What it refuses beyond
     *     that (bounds, contradictions), {@link ProfileCheck} says.
     */
    public static Profile read(JsonNode manifest) {
        String name = Tree.text(manifest, "metadata", "name")
                .orElseThrow(() -> new BadManifest("metadata.name", "a StorageProfile must have a name."));
        return new Profile(
                name,
                Tree.text(manifest, "metadata", "uid").orElse(""),
                Tree.at(manifest, "metadata", "generation").asLong(0),
                created(manifest),
                paused(manifest),
                spec(Tree.at(manifest, "spec")));
    }

    /** The profile, or nothing where it cannot be read. */
    static Optional<Profile> readable(JsonNode manifest) {
        try {
            return Optional.of(read(manifest));
        } catch (BadManifest unreadable) {
            return Optional.empty();
        }
    }

    private static boolean paused(JsonNode manifest) {
        String value = Tree.strings(manifest, "metadata", "annotations").get(Keys.PAUSED);
        return value != null && !value.equals("false");
    }

    private static long created(JsonNode manifest) {
        try {
            return Tree.text(manifest, "metadata", "creationTimestamp")
                    .map(t -> Instant.parse(t).getEpochSecond())
                    .orElse(0L);
        } catch (DateTimeParseException odd) {
            return 0;
        }
    }

    private static StorageProfileSpec spec(JsonNode spec) {
        try {
            return JSON.treeToValue(spec.isMissingNode() ? JSON.createObjectNode() : spec, StorageProfileSpec.class);
        } catch (UnrecognizedPropertyException unknown) {
            throw new BadManifest(path(unknown), "there is no such field; known here are " + known(unknown) + ".");
        } catch (InvalidFormatException odd) {
            throw new BadManifest(path(odd), wrong(odd.getValue(), odd.getTargetType()));
        } catch (MismatchedInputException odd) {
            throw new BadManifest(path(odd), "this is not " + noun(odd.getTargetType()) + ", which belongs here.");
        } catch (JsonProcessingException odd) {
            throw new BadManifest("spec", odd.getOriginalMessage());
        }
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String wrong(Object value, Class<?> type) {
        return type.isEnum()
                ? value + " is not one of " + words(type) + "."
                : value + " is not " + noun(type) + ", which belongs here.";
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(c -> c instanceof Word w ? w.word() : c.toString())
                .collect(Collectors.joining(", "));
    }

    private static String noun(Class<?> type) {
        if (type == null) {
            return "the type";
        } else if (type.isEnum()) {
            return "one of the words " + words(type);
        } else if (Number.class.isAssignableFrom(type) || type == int.class) {
            return "a whole number";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        } else if (type == String.class) {
            return "a text";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "a map of fields" : "a " + type.getSimpleName();
    }

    /** e.g. {@code spec.disks[0].bus}. */
    private static String path(JsonMappingException odd) {
        List<JsonMappingException.Reference> steps = odd.getPath();
        return steps.stream()
                .map(s -> s.getFieldName() == null ? "[" + s.getIndex() + "]" : "." + s.getFieldName())
                .collect(Collectors.joining("", "spec", ""));
    }
}
