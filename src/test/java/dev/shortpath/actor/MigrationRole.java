package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * virt-controller's and virt-handler's part with a live migration: a target launcher, made from the VMI as it is now,
 * which the real scheduler places; then the VMI is there, and the source's launcher has ended. Nothing is copied, and a
 * migration that was begun is not cancelled by its deletion.
 */
final class MigrationRole {
    private static final List<String> FINAL = List.of("Succeeded", "Failed");

    private final Stage stage;
    private final Consumer<String> voice;

    MigrationRole(Stage stage, Consumer<String> voice) {
        this.stage = stage;
        this.voice = voice;
    }

    void visit(ObjectNode migration) {
        String phase = migration.at("/status/phase").asText();
        if (FINAL.contains(phase)) {
            return;
        }
        Optional<ObjectNode> vmi =
                find(Kind.VMI, migration, migration.at("/spec/vmiName").asText());
        if (vmi.isEmpty() || !vmi.get().at("/status/phase").asText().equals("Running")) {
            fail(migration, "there is no such VMI that runs");
            return;
        }
        ObjectNode state = state(vmi.get());
        boolean handedOff = state.path("migrationUid").equals(migration.at("/metadata/uid"));
        if (handedOff) {
            finish(migration, vmi.get(), state);
        } else if (phase.isEmpty() && !migratable(migration, vmi.get(), state)) {
            return;
        } else {
            prepare(migration, vmi.get(), phase);
        }
    }

    private boolean migratable(ObjectNode migration, ObjectNode vmi, ObjectNode state) {
        if (!Conditions.holds(vmi, "LiveMigratable")) {
            fail(migration, "the VMI is not LiveMigratable"); // virt-api does not even admit it
        } else if (state.has("migrationUid") && !state.path("completed").asBoolean()) {
            fail(migration, "another migration job is in progress");
        } else {
            return true;
        }
        return false;
    }

    private void prepare(ObjectNode migration, ObjectNode vmi, String phase) {
        Optional<ObjectNode> target = find(Kind.POD, migration, Launcher.targetName(vmi, migration));
        if (target.isEmpty() && !List.of("", "Pending").contains(phase)) {
            fail(migration, "the target pod was removed");
        } else if (target.isEmpty()) {
            if (stage.create(Kind.POD, Launcher.target(vmi, Claims.of(stage, vmi), migration))) {
                voice.accept("made the target pod of migration "
                        + migration.at("/metadata/name").asText());
            }
            report(migration, "Pending", JSON.createObjectNode());
        } else if (target.get().at("/status/phase").asText().equals("Running")) {
            handOff(migration, vmi, target.get());
            report(migration, "Running", JSON.createObjectNode());
        } else {
            report(migration, "Scheduling", JSON.createObjectNode());
        }
    }

    private void handOff(ObjectNode migration, ObjectNode vmi, ObjectNode target) {
        ObjectNode copy = vmi.deepCopy();
        ObjectNode state = JSON.createObjectNode();
        state.set("migrationUid", migration.at("/metadata/uid"));
        state.set("sourceNode", vmi.at("/status/nodeName"));
        state.put("sourcePod", Launcher.name(vmi));
        state.set("targetNode", target.at("/spec/nodeName"));
        state.set("targetPod", target.at("/metadata/name"));
        state.put("startTimestamp", now());
        ((ObjectNode) copy.path("status")).set("migrationState", state);
        copy.withObject("/metadata/labels").set("kubevirt.io/migrationTargetNodeName", state.path("targetNode"));
        stage.replace(Kind.VMI, copy);
    }

    /** The VMI goes over in one write; the source's launcher ends after it, as a pod that stays until the VMI goes. */
    private void finish(ObjectNode migration, ObjectNode vmi, ObjectNode state) {
        if (!state.path("completed").asBoolean()) {
            state.put("completed", true).put("endTimestamp", now());
            ObjectNode copy = vmi.deepCopy();
            ((ObjectNode) copy.path("status")).set("migrationState", state);
            ((ObjectNode) copy.path("status")).set("nodeName", state.path("targetNode"));
            copy.withObject("/metadata/annotations").set(Launcher.MOVED, state.path("targetPod"));
            stage.replace(Kind.VMI, copy);
            voice.accept(vmi.at("/metadata/name").asText() + " moved to "
                    + state.path("targetNode").asText());
        }
        find(Kind.POD, migration, state.path("sourcePod").asText()).ifPresent(source -> {
            ObjectNode status = source.path("status").deepCopy();
            stage.status(Kind.POD, source, status.put("phase", "Succeeded"));
        });
        report(migration, "Succeeded", state);
    }

    private void fail(ObjectNode migration, String why) {
        voice.accept("migration " + migration.at("/metadata/name").asText() + " failed: " + why);
        report(migration, "Failed", JSON.createObjectNode());
    }

    private void report(ObjectNode migration, String phase, ObjectNode state) {
        ObjectNode status = JSON.createObjectNode().put("phase", phase);
        if (!state.isEmpty()) {
            status.set("migrationState", state);
        }
        stage.status(Kind.MIGRATION, migration, status);
    }

    private Optional<ObjectNode> find(Kind kind, JsonNode beside, String name) {
        return stage.find(kind, beside.at("/metadata/namespace").asText(), name);
    }

    private static ObjectNode state(ObjectNode vmi) {
        return vmi.at("/status/migrationState") instanceof ObjectNode state
                ? state.deepCopy()
                : JSON.createObjectNode();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
