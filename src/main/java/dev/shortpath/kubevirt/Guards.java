package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.shortpath.api.Keys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The `test` operations that make a patch fail where the VM is not the one that was read: uid and generation, the names of the
 * list elements that are touched by index, and our own label and annotations, which generation does not cover.
 *
 * <p>That a member is absent is tested with null, which a real API server passes for a missing member and fails for one whose
 * parent is missing (facts/java-operator.md, 1): there the parent is tested instead.
 */
final class Guards {
    private static final List<String> LABELS = List.of(Keys.PROFILE);
    private static final List<String> ANNOTATIONS = List.of(Keys.APPLIED, Keys.CONSENT, Keys.PAUSED);

    private Guards() {}

    /** @param names paths of the names of list elements that the patch touches */
    static ArrayNode of(JsonNode vm, List<List<String>> names) {
        ArrayNode guards = JsonNodeFactory.instance.arrayNode();
        Stream.concat(Stream.of(List.of("metadata", "uid"), List.of("metadata", "generation")), names.stream())
                .forEach(path -> present(vm, path).ifPresent(value -> test(guards, path, value)));
        members(guards, vm, "labels", LABELS);
        members(guards, vm, "annotations", ANNOTATIONS);
        return guards;
    }

    private static void members(ArrayNode guards, JsonNode vm, String map, List<String> keys) {
        List<String> parent = List.of("metadata", map);
        if (present(vm, parent).isEmpty()) {
            test(guards, parent, NullNode.getInstance());
            return;
        }
        for (String key : keys) {
            List<String> path = List.of("metadata", map, key);
            test(guards, path, present(vm, path).orElse(NullNode.getInstance()));
        }
    }

    private static Optional<JsonNode> present(JsonNode vm, List<String> path) {
        JsonNode here = vm;
        for (String token : path) {
            here = here.isArray() ? here.path(Integer.parseInt(token)) : here.path(token);
        }
        return here.isMissingNode() || here.isNull() ? Optional.empty() : Optional.of(here);
    }

    private static void test(ArrayNode guards, List<String> path, JsonNode value) {
        guards.add(Edit.operation("test", path).set("value", value));
    }
}
