package dev.shortpath.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The interpreters that Argo CD and Flux themselves use, in the Go module `src/test/gitops`. */
final class Judge {
    private static final Path MODULE = Path.of("src/test/gitops");
    private static final Path PROGRAM = Path.of("target/gitops-health").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static boolean built;

    private Judge() {}

    /** What was found of each object, by its file: status and message, or error. */
    static Map<Path, JsonNode> judge(String tool, Path source, List<Path> objects) {
        build();
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), tool, source.toString()));
        objects.forEach(o -> command.add(o.toString()));
        Map<Path, JsonNode> found = new HashMap<>();
        for (String line : run(Path.of("."), command).lines().toList()) {
            JsonNode one = json(line);
            found.put(Path.of(one.path("object").asText()), one);
        }
        return found;
    }

    private static synchronized void build() {
        if (!built) {
            run(MODULE, List.of("go", "build", "-mod=readonly", "-buildvcs=false", "-o", PROGRAM.toString(), "."));
            built = true;
        }
    }

    private static String run(Path folder, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(Map.of("GOWORK", "off", "GOTOOLCHAIN", "local", "CGO_ENABLED", "0"));
            Process process = builder.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("Go 1.26 is needed on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
