package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The Plugin that this version ships: deploy/plugin/plugin.yaml, which the build puts on the class path. */
public final class ShippedPlugin {
    private static final String FILE = "/plugin/plugin.yaml";
    private static final JsonNode MANIFEST = read();

    private ShippedPlugin() {}

    /** Its spec. */
    public static JsonNode spec() {
        return MANIFEST.path("spec");
    }

    private static JsonNode read() {
        try (InputStream file = ShippedPlugin.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(
                        "the build has no " + FILE + "; it comes from deploy/plugin/plugin.yaml");
            }
            return new KubernetesSerialization().unmarshal(file, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
