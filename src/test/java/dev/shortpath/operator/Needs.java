package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** src/test/resources/rights/needs.yaml: which call needs which right. */
final class Needs {
    private static final Path FILE = Path.of("src/test/resources/rights/needs.yaml");

    private Needs() {}

    /**
     * A call.
     *
     * @param unused that the account has the right is looked for, and no request is one of its verb
     */
    record Need(Set<Right> rights, String call, String why, boolean unused) {}

    /** Of `operator`, `permit-host-devices` or `probe`. */
    static List<Need> of(String part) {
        List<Need> needs = new ArrayList<>();
        for (JsonNode need : read().path(part)) {
            Set<Right> rights = new TreeSet<>();
            need.path("rights")
                    .properties()
                    .forEach(group -> group.getValue()
                            .properties()
                            .forEach(resource -> resource.getValue()
                                    .forEach(verb ->
                                            rights.add(new Right(group.getKey(), resource.getKey(), verb.asText())))));
            needs.add(new Need(
                    rights,
                    need.path("call").asText(),
                    need.path("why").asText(),
                    need.path("unused").asBoolean()));
        }
        return needs;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
