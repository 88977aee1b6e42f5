package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The floor: a client that knows beforehand what to write, and only writes it. For each VM the JSON Patch with the operator's
 * guards, and when that is answered the status by server-side apply; both with the bodies that the operator's own writes had.
 */
final class Floor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GUARDED = List.of(
            "/metadata/uid",
            "/metadata/generation",
            "/metadata/labels/shortpath.dev~1profile",
            "/metadata/annotations/shortpath.dev~1applied",
            "/metadata/annotations/shortpath.dev~1allow-guest-change",
            "/metadata/annotations/shortpath.dev~1paused");

    private final KubernetesClient client;
    private final Abreast abreast;

    Floor(KubernetesClient client, int threads) {
        this.client = client;
        this.abreast = new Abreast(threads);
    }

    /** The two writes of one VM. */
    record Pair(Key key, String patch, String status) {}

    /** How the VMs and their StoragePaths stood after the operator had written. */
    record State(Map<Key, JsonNode> vms, Map<Key, JsonNode> paths) {
        static State of(Fleet fleet) {
            return new State(fleet.vms(), fleet.paths());
        }
    }

    /** All that tells one state from the other. */
    static List<Pair> pairs(State now, State wanted) {
        List<Pair> pairs = new ArrayList<>();
        wanted.vms()
                .forEach((key, vm) -> pairs.add(new Pair(
                        key,
                        patch(now.vms().get(key), vm).toString(),
                        status(wanted.paths().get(key)).toString())));
        return pairs;
    }

    void write(List<Pair> pairs) {
        abreast.each(pairs, pair -> {
            Key key = pair.key();
            send("application/json-patch+json", Route.VM.of(key.namespace(), key.name()), pair.patch());
            send("application/apply-patch+yaml", Route.PATH.of(key.namespace(), key.name()) + "/status", pair.status());
        });
    }

    private void send(String type, String path, String body) {
        String force = type.contains("apply") ? "&force=true" : "";
        Fleet.Answer answer = Fleet.request(client, type, path + "?fieldManager=shortpath" + force, body);
        if (answer.code() != 200) {
            throw new IllegalStateException(path + ": " + answer.code() + " " + new String(answer.bytes()));
        }
    }

    /** From one state of a VM to the other, with the operator's guards before it. */
    static ArrayNode patch(JsonNode from, JsonNode to) {
        ArrayNode patch = JSON.createArrayNode();
        for (String path : GUARDED) {
            JsonNode value = from.at(path);
            operation(patch, "test", path, value.isMissingNode() ? JSON.nullNode() : value);
        }
        ArrayNode changes = JSON.createArrayNode();
        differences(changes, "/metadata/annotations", from.at("/metadata/annotations"), to.at("/metadata/annotations"));
        differences(changes, "/spec", from.path("spec"), to.path("spec"));
        names(patch, from, changes);
        return patch.addAll(changes);
    }

    private static void names(ArrayNode patch, JsonNode from, ArrayNode changes) {
        TreeSet<String> devices = new TreeSet<>();
        for (JsonNode change : changes) {
            var matcher = java.util.regex.Pattern.compile("^.*/disks/\\d+")
                    .matcher(change.path("path").asText());
            if (matcher.find()) {
                devices.add(matcher.group() + "/name");
            }
        }
        devices.forEach(path -> operation(patch, "test", path, from.at(path)));
    }

    private static void differences(ArrayNode changes, String path, JsonNode from, JsonNode to) {
        if (from.equals(to)) {
            return;
        }
        if (from.isArray() && to.isArray() && from.size() == to.size()) {
            for (int i = 0; i < to.size(); i++) {
                differences(changes, path + "/" + i, from.get(i), to.get(i));
            }
        } else if (from.isObject() && to.isObject()) {
            members(changes, path, from, to);
        } else {
            operation(changes, "replace", path, to);
        }
    }

    private static void members(ArrayNode changes, String path, JsonNode from, JsonNode to) {
        for (Iterator<String> names = from.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!to.has(name)) {
                changes.addObject().put("op", "remove").put("path", path + "/" + token(name));
            }
        }
        to.properties().forEach(member -> {
            String below = path + "/" + token(member.getKey());
            if (from.has(member.getKey())) {
                differences(changes, below, from.path(member.getKey()), member.getValue());
            } else {
                operation(changes, "add", below, member.getValue());
            }
        });
    }

    private static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void operation(ArrayNode patch, String op, String path, JsonNode value) {
        patch.addObject().put("op", op).put("path", path).set("value", value);
    }

    private static ObjectNode status(JsonNode path) {
        ObjectNode body = JSON.createObjectNode()
                .put("apiVersion", Watched.PATH.apiVersion())
                .put("kind", Watched.PATH.shortKind());
        body.putObject("metadata")
                .put("name", path.at("/metadata/name").asText())
                .put("namespace", path.at("/metadata/namespace").asText())
                .put("uid", path.at("/metadata/uid").asText());
        body.set("status", path.path("status"));
        return body;
    }
}
