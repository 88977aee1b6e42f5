package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import java.util.List;

/** What an owner has to put into a VM's manifest, with nothing around it but where it belongs. */
public final class GitLines {
    private GitLines() {}

    /** A sparse manifest: elements of lists have their name and the new values; empty where nothing is to be put. */
    public static ObjectNode manifest(JsonNode vm, List<Change> changes) {
        ObjectNode sparse = JsonNodeFactory.instance.objectNode();
        changes.stream().filter(c -> c.to().isPresent()).forEach(c -> {
            if (c.field().scope() == Field.Scope.DEVICE) {
                device(sparse, c);
            } else {
                put(sparse, vm, VmPatch.place(vm, c), c);
            }
        });
        return sparse;
    }

    /** One line for one change: `spec.template.spec.domain.devices.disks[name=data].disk.bus: virtio`. */
    public static String line(JsonNode vm, Change change) {
        if (change.field().scope() == Field.Scope.DEVICE) {
            return String.join(".", Layout.VM.devices()) + ": [{name: "
                    + change.disk().orElse("") + ", deviceName: "
                    + change.to().orElse("") + "}]";
        }
        StringBuilder line = new StringBuilder();
        List<String> path = VmPatch.place(vm, change);
        JsonNode here = vm;
        for (String token : path) {
            JsonNode next = here.isArray() ? here.path(Integer.parseInt(token)) : here.path(token);
            line.append(here.isArray() ? "[name=" + nameOf(next) + "]" : (line.isEmpty() ? "" : ".") + token);
            here = next;
        }
        JsonNode value = Spelling.value(change.field(), change.to().orElse(""));
        return line + ": " + (value.isTextual() ? value.textValue() : value.toString());
    }

    private static void device(ObjectNode sparse, Change change) {
        List<String> list = Layout.VM.devices();
        ObjectNode here = sparse;
        for (String token : list.subList(0, list.size() - 1)) {
            here = here.withObjectProperty(token);
        }
        here.withArray(list.getLast()).add(Layout.device(change));
    }

    private static void put(ObjectNode sparse, JsonNode vm, List<String> path, Change change) {
        JsonNode there = vm;
        ObjectNode here = sparse;
        for (int i = 0; i < path.size() - 1; i++) {
            there = there.path(path.get(i));
            if (there.isArray()) {
                ArrayNode list = here.withArray(path.get(i));
                there = there.path(Integer.parseInt(path.get(++i)));
                here = element(list, there);
            } else {
                here = here.withObjectProperty(path.get(i));
            }
        }
        here.set(path.getLast(), Spelling.value(change.field(), change.to().orElseThrow()));
    }

    private static ObjectNode element(ArrayNode list, JsonNode original) {
        String name = nameOf(original);
        for (JsonNode element : list) {
            if (nameOf(element).equals(name)) {
                return (ObjectNode) element;
            }
        }
        ObjectNode added = list.addObject();
        boolean own = Tree.has(original, "name");
        (own ? added : added.withObjectProperty("metadata")).put("name", name);
        return added;
    }

    private static String nameOf(JsonNode element) {
        return Tree.text(element, "name")
                .or(() -> Tree.text(element, "metadata", "name"))
                .orElse("");
    }
}
