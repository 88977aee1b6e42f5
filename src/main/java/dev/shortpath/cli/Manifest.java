package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.ToIntFunction;

/**
 * One object of the input.
 *
 * @param object the document, or an item of a List, in its namespace
 * @param written the same as it stands in the input, perhaps without a namespace
 * @param source where it begins
 * @param lines the line of a field, by its JSON pointer; of a field that is not there, the line of what should hold it
 */
record Manifest(JsonNode object, JsonNode written, Source source, ToIntFunction<String> lines) {
    /** Kind and group, as in {@code DataVolume.cdi.kubevirt.io}; of the core group kind and version, {@code Node.v1}. */
    String kind() {
        String apiVersion = apiVersion();
        int slash = apiVersion.indexOf('/');
        return object.path("kind").asText() + "." + (slash < 0 ? apiVersion : apiVersion.substring(0, slash));
    }

    String apiVersion() {
        return object.path("apiVersion").asText();
    }

    String name() {
        return object.path("metadata").path("name").asText();
    }

    Source at(String pointer) {
        return new Source(source.file(), lines.applyAsInt(pointer));
    }
}
