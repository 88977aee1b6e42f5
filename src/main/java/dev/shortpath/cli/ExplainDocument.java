package dev.shortpath.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.GitLines;
import dev.shortpath.plan.Binding;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Placing;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan in full, for machines and for the corpus of cases: every decision, none cut short; same plan, same bytes. */
final class ExplainDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExplainDocument() {}

    static ObjectNode of(Planned planned) {
        Plan plan = planned.plan();
        ObjectNode document = JSON.objectNode();
        document.put("virtualMachine", planned.title());
        binding(document, plan.binding());
        plan.profile().ifPresent(p -> document.put("profile", p));
        plan.delivery().ifPresent(d -> document.put("delivery", d.word()));
        put(document, "deliveryWhy", plan.deliveryWhy());
        document.put("compliance", plan.outcome().compliance().word());
        document.put("reason", plan.outcome().reason().word());
        document.put("message", plan.outcome().message());
        plan.worst().ifPresent(w -> document.put("path", w.path()).put("hops", w.hops()));
        ArrayNode disks = document.putArray("disks");
        plan.disks().forEach(d -> disks.add(disk(d)));
        if (!planned.measured().isEmpty()) {
            planned.measured().forEach(document.putObject("measured")::put);
        }
        ArrayNode decisions = document.putArray("decisions");
        Grouped.of(plan.decisions()).forEach(g -> decisions.add(decision(g)));
        write(plan.write()).ifPresent(w -> document.set("write", w));
        write(plan.pending()).ifPresent(w -> document.set("pending", w));
        if (!plan.instance().isEmpty()) {
            ArrayNode instance = document.putArray("instance");
            plan.instance().forEach(c -> instance.add(change(c)));
        }
        ObjectNode lines = GitLines.manifest(planned.vm().object(), plan.inGit());
        if (!lines.isEmpty()) {
            document.set("inGit", lines);
        }
        placement(document, plan.placement());
        document.set("nodes", nodes(plan.nodes()));
        plan.liveMigratable().ifPresent(m -> document.put("liveMigratable", m));
        document.put("reported", plan.reported());
        return document;
    }

    private static void binding(ObjectNode document, Binding binding) {
        ObjectNode json = document.putObject("binding");
        switch (binding) {
            case Binding.Bound bound -> {
                json.put("by", bound.byLabel() ? "label" : "selector");
                if (!bound.losers().isEmpty()) {
                    strings(json.putArray("losers"), bound.losers());
                }
            }
            case Binding.Unbound u -> json.put("none", "no profile takes the VM");
            case Binding.OptedOut o -> json.put("none", "the VM opts out");
            case Binding.NotFound missing -> json.put("notFound", missing.name());
            case Binding.NotAllowed refused ->
                json.put("notAllowed", refused.profile().name());
            case Binding.NotKnown unknown -> json.put("notKnown", unknown.why());
        }
    }

    private static ObjectNode disk(DiskPath disk) {
        ObjectNode json = JSON.objectNode();
        json.put("name", disk.disk()).put("path", disk.path()).put("hops", disk.hops());
        values(json, "wanted", disk.wanted());
        values(json, "stored", disk.stored());
        values(json, "running", disk.running());
        return json;
    }

    private static ObjectNode decision(Grouped group) {
        Decision decision = group.decision();
        ObjectNode json = JSON.objectNode();
        json.put("field", decision.field().path())
                .put("decision", decision.verdict().word());
        decision.value().ifPresent(v -> json.put("value", v));
        decision.wanted().ifPresent(w -> json.put("wanted", w));
        json.put("reason", decision.reason().word()).put("message", decision.message());
        if (decision.spelledOut()) {
            json.put("spelledOut", true);
        }
        if (!group.evidence().isEmpty()) {
            strings(
                    json.putArray("evidence"),
                    group.evidence().stream().map(Evidence::text).toList());
        }
        if (!group.disks().isEmpty()) {
            strings(json.putArray("disks"), group.disks());
        }
        return json;
    }

    private static Optional<ObjectNode> write(Write write) {
        if (write.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = JSON.objectNode();
        ArrayNode changes = json.putArray("changes");
        write.changes().forEach(c -> changes.add(change(c)));
        write.applied().ifPresent(a -> json.set("applied", applied(a)));
        if (write.consentUsed()) {
            json.put("consentUsed", true);
        }
        return Optional.of(json);
    }

    private static ObjectNode change(Change change) {
        ObjectNode json = JSON.objectNode();
        change.disk().ifPresent(d -> json.put(named(change.field()), d));
        json.put("field", change.field().path());
        change.from().ifPresent(v -> json.put("from", v));
        change.to().ifPresent(v -> json.put("to", v));
        return json;
    }

    private static String named(Field field) {
        return field.scope() == Field.Scope.DEVICE ? "device" : "disk";
    }

    private static void placement(ObjectNode document, List<Placing> placings) {
        for (Placing placing : placings) {
            ObjectNode json = document.withArray("placement").addObject();
            json.put("key", placing.expression().key())
                    .put("operator", placing.expression().operator());
            strings(json.putArray("values"), placing.expression().values());
            json.put("required", placing.must());
        }
    }

    private static ArrayNode applied(Applied applied) {
        ArrayNode entries = JSON.arrayNode();
        for (Applied.Entry entry : applied.entries()) {
            ObjectNode json = entries.addObject();
            entry.disk().ifPresent(d -> json.put(named(entry.field()), d));
            json.put("field", entry.field().path());
            json.put("to", entry.to());
            entry.was().ifPresent(w -> json.put("was", w));
        }
        return entries;
    }

    private static ObjectNode nodes(NodeCount nodes) {
        ObjectNode json = JSON.objectNode().put("word", nodes.word());
        if (nodes.known()) {
            json.put("eligible", nodes.eligible()).put("total", nodes.total());
        }
        if (!nodes.lacking().isEmpty()) {
            ObjectNode lacking = json.putObject("lacking");
            new TreeMap<>(nodes.lacking()).forEach(lacking::put);
        }
        return json;
    }

    private static void values(ObjectNode json, String name, Map<Field, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = json.putObject(name);
            new TreeMap<>(values).forEach((field, value) -> object.put(field.path(), value));
        }
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void strings(ArrayNode into, List<String> texts) {
        texts.forEach(into::add);
    }
}
