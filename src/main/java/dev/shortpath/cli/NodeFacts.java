package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Hardware;
import dev.shortpath.kubevirt.LabelHolders;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Lack;
import dev.shortpath.plan.node.Labelling;
import dev.shortpath.plan.node.NodeLabels;
import dev.shortpath.plan.passthrough.Drive;
import dev.shortpath.plan.passthrough.Drives;
import dev.shortpath.plan.passthrough.Giving;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of one node.
 *
 * @param node the Node; empty when only its StorageNode is there
 * @param storageNode empty when its probe never reported
 */
record NodeFacts(
        String name, Optional<JsonNode> node, Optional<JsonNode> storageNode, Sighting sighting, Drives drives) {
    /** @param now empty where files are judged by themselves */
    static NodeFacts of(World world, String name, Optional<Instant> now) throws BadInput {
        Optional<JsonNode> node = world.find(KnownKind.NODE.key(), "", name).there();
        Optional<JsonNode> seen = world.find(KnownKind.STORAGE_NODE.key(), "", name)
                .there()
                .filter(s -> StorageNodes.status(s).isPresent());
        Drives drives = Drives.of(
                Situations.node(world, name).orElseThrow(() -> missing(world, name, now.isPresent())),
                Situations.cluster(world, Delivering.of(world)),
                node.isPresent());
        return new NodeFacts(name, node, seen, Sighting.of(world, name, now), drives);
    }

    private static BadInput missing(World world, String name, boolean live) {
        String there = world.all(KnownKind.NODE.key()).orElse(List.of()).stream()
                .map(n -> n.at("/metadata/name").asText())
                .limit(10)
                .collect(Collectors.joining(", "));
        return new BadInput("no node " + name + " in the " + (live ? "cluster" : "input") + "; "
                + (there.isEmpty() ? "there is none at all" : "there is " + there));
    }

    /** Labels of group shortpath.dev. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        node.ifPresent(n -> n.at("/metadata/labels").properties().forEach(l -> {
            if (l.getKey().startsWith(NodeLabels.GROUP)) {
                labels.put(l.getKey(), l.getValue().asText());
            }
        }));
        return labels;
    }

    /** Who set each of them, where the Node has its managedFields. */
    Map<String, String> holders() {
        Map<String, String> holders = new TreeMap<>();
        node.ifPresent(n -> LabelHolders.of(n).forEach((label, all) -> holders.put(label, String.join(", ", all))));
        return holders;
    }

    /** Labels that the operator leaves alone; kubectl leaves managedFields out unless it is asked for them: then nobody knows. */
    List<Labelling.Other> others() {
        Hardware seen = storageNode.flatMap(StorageNodes::hardware).orElse(Hardware.NOT_SEEN);
        boolean listed = storageNode.filter(StorageNodes::drivesListed).isPresent();
        return node.filter(n -> n.at("/metadata/managedFields").isArray())
                .map(n -> Labelling.of(seen, listed, LabelHolders.standing(n, Wire.MANAGER))
                        .others())
                .orElse(List.of());
    }

    /** What its drives come to, in half a line. */
    String summary() {
        if (storageNode.isEmpty()) {
            return "nothing is known of its drives";
        }
        if (drives.all().isEmpty()) {
            return "its probe saw no NVMe function";
        }
        String more = List.of(Giving.READY, Giving.NOT_OFFERED, Giving.UNKNOWN).stream()
                .filter(g -> drives.count(g) > 0)
                .map(g -> ", " + drives.count(g) + " " + g.answer())
                .collect(Collectors.joining());
        int all = drives.all().size();
        return drives.count(Giving.AVAILABLE) + " of " + all + " NVMe function" + (all == 1 ? "" : "s")
                + " can be given to VMs" + more + (sighting.silent() ? ", as last seen" : "");
    }

    /** What keeps VMs away, for a person; empty where nothing does. */
    String hurdles() {
        String taints = "";
        JsonNode spec = node.map(n -> n.path("spec")).orElse(JsonNodeFactory.instance.objectNode());
        for (JsonNode taint : spec.path("taints")) {
            taints += (taints.isEmpty() ? "" : ", ") + taint.path("key").asText() + ":"
                    + taint.path("effect").asText();
        }
        String cordoned = spec.path("unschedulable").asBoolean() ? "It is cordoned: nothing new is placed on it." : "";
        String tainted = taints.isEmpty()
                ? ""
                : "It is tainted, so that only VMs that tolerate it are placed there: " + taints + ".";
        return (cordoned + " " + tainted).strip();
    }

    Optional<String> architecture() {
        return node.map(n -> n.path("metadata")
                        .path("labels")
                        .path("kubernetes.io/arch")
                        .asText(""))
                .filter(a -> !a.isEmpty())
                .or(() -> node.map(n -> n.at("/status/nodeInfo/architecture").asText(""))
                        .filter(a -> !a.isEmpty()));
    }

    ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("node", name).put("summary", summary());
        ObjectNode all = json.putObject("labels");
        labels().forEach(all::put);
        if (!holders().isEmpty()) {
            ObjectNode holders = json.putObject("labelHolders");
            holders().forEach(holders::put);
        }
        others().forEach(o -> json.withArray("labelsOfOthers").add(o.sentence()));
        if (!hurdles().isEmpty()) {
            json.put("schedulable", hurdles());
        }
        architecture().ifPresent(a -> json.put("architecture", a));
        if (storageNode.isPresent()) {
            json.put("silent", sighting.silent());
            sighting.age().ifPresent(a -> json.put("ageSeconds", a.toSeconds()));
            json.set("seen", storageNode.get().path("status"));
            lacks(json, "obstacles", drives.general().ofNode());
            lacks(json, "clusterObstacles", drives.general().ofCluster());
            lacks(json, "unread", drives.general().unread());
            ArrayNode list = json.putArray("drives");
            drives.all().forEach(d -> list.add(json(d)));
            ArrayNode remarks = json.putArray("remarks");
            drives.remarks().forEach(remarks::add);
        }
        return json;
    }

    private static ObjectNode json(Drive drive) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("address", drive.function().address())
                .put("state", drive.giving().word());
        drive.resource().ifPresent(r -> json.put("resourceName", r));
        lacks(json, "obstacles", drive.lacks());
        return json;
    }

    private static void lacks(ObjectNode json, String field, List<Lack> lacks) {
        ArrayNode list = json.putArray(field);
        lacks.forEach(l -> {
            ObjectNode one = list.addObject().put("what", l.what());
            if (!l.mend().isEmpty()) {
                one.put("mend", l.mend());
            }
        });
    }
}
