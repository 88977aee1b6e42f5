package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What an account of namespace `shortpath` has asked of the API server from a moment on, by the server's own audit log. */
final class Asked {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path log = TestCluster.shared().kubeconfig().resolveSibling("audit.jsonl");
    private final long from = log.toFile().length();

    /** Rights that were used, and allowed or denied. What every account may do, ask about itself, is left out. */
    Set<Right> of(String account, boolean allowed) {
        Set<Right> found = new TreeSet<>();
        for (String line : lines()) {
            JsonNode event = read(line);
            JsonNode object = event.path("objectRef");
            boolean passed = event.path("annotations")
                    .path("authorization.k8s.io/decision")
                    .asText()
                    .equals("allow");
            if (passed == allowed
                    && event.at("/user/username").asText().endsWith(":" + account)
                    && object.has("resource")
                    && !object.path("apiGroup").asText().equals("authorization.k8s.io")) {
                found.add(right(event, object));
            }
        }
        return found;
    }

    private static Right right(JsonNode event, JsonNode object) {
        String subresource = object.path("subresource").asText();
        return new Right(
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                event.path("verb").asText());
    }

    private String[] lines() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] rest = new byte[Math.toIntExact(file.length() - from)];
            file.seek(from);
            file.readFully(rest);
            String text = new String(rest, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
