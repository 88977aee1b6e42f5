package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What this version ships for KubeVirt to run; the build puts it on the class path from deploy/. */
public final class Shipped {
    private static final JsonNode PLUGIN =
            new KubernetesSerialization().unmarshal(text("plugin/plugin.yaml"), JsonNode.class);
    private static final String HOOK = text("hook-sidecar/on_define_domain.py");

    private Shipped() {}

    /** The Plugin's spec. */
    public static JsonNode plugin() {
        return PLUGIN.path("spec");
    }

    /** The hook sidecar's script. */
    public static String hook() {
        return HOOK;
    }

    private static String text(String file) {
        try (InputStream in = Shipped.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the build has no " + file + "; it comes from deploy/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
