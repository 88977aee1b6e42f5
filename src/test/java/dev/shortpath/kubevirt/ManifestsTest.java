package dev.shortpath.kubevirt;

import static dev.shortpath.kubevirt.VmPatchTest.note;
import static dev.shortpath.kubevirt.VmPatchTest.undo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import dev.shortpath.plan.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole manifests, our own and, where they are beside the checkout, KubeVirt's examples: facts and plans, never an exception. */
class ManifestsTest {
    private static final Path OWN = Path.of("src/test/resources/kubevirt");
    private static final Path EXAMPLES = Path.of("../shared/fixtures/vms/kubevirt-examples");
    private static final List<String> WORKLOADS =
            List.of("General", "Database", "Messaging", "CephOSD", "ManyDisks", "LatencyCritical");

    @TestFactory
    Stream<DynamicTest> areReadAndPlannedUnderEachWorkload() {
        List<JsonNode> all = files().flatMap(f -> Yaml.file(f).stream()).toList();
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            for (JsonNode document : Yaml.file(file)) {
                for (String workload : WORKLOADS) {
                    planned(document, all, workload);
                }
            }
        }));
    }

    private static Stream<Path> files() {
        return Stream.of(OWN, EXAMPLES).filter(Files::isDirectory).flatMap(folder -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void planned(JsonNode document, List<JsonNode> all, String workload) {
        ObjectNode bound = document.deepCopy();
        ((ObjectNode) bound.path("metadata")).putObject("labels").put(Keys.PROFILE, "p");
        List<JsonNode> objects = new ArrayList<>(all);
        objects.add(Yaml.document(
                "{apiVersion: shortpath.dev/v1alpha1, kind: StorageProfile, metadata: {name: p}, spec: {workload: "
                        + workload + "}}"));
        Situation situation = Situations.of(FileWorld.of(objects), bound, moment(bound), Cluster.Deliveries.SHIPPED);
        Plan plan = Planner.plan(situation);
        everyDiskHasItsWhy(situation.vm(), plan);
        JsonNode with = VmPatch.applied(bound, plan.write());
        assertThat(changed(bound, with, "")).isSubsetOf(allowed(plan.write(), with));
        undone(bound, plan.write());
    }

    /** As about to be born, so that every rule has its say. */
    private static Moment moment(JsonNode vm) {
        Set<String> disks =
                new HashSet<>(Tree.list(vm, "spec", "template", "spec", "domain", "devices", "disks").stream()
                        .flatMap(d -> Tree.text(d, "name").stream())
                        .toList());
        return new Moment(true, disks);
    }

    private static void everyDiskHasItsWhy(Vm vm, Plan plan) {
        vm.disks().stream()
                .filter(d -> d.kind() != DiskKind.NONE)
                .forEach(disk -> assertThat(plan.decisions()).anySatisfy(d -> {
                    assertThat(d.disk()).contains(disk.name());
                    assertThat(d.message()).isNotBlank();
                }));
    }

    /** JSON pointers of the leaves in which two documents differ. */
    private static List<String> changed(JsonNode before, JsonNode after, String at) {
        if (before.equals(after)) {
            return List.of();
        }
        List<String> leaves = new ArrayList<>();
        if (before.isObject() && after.isObject()) {
            Set<String> names = new HashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(n -> leaves.addAll(changed(before.path(n), after.path(n), at + "/" + n.replace("/", "~1"))));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                leaves.addAll(changed(before.get(i), after.get(i), at + "/" + i));
            }
        } else {
            leaves.add(at);
        }
        return leaves;
    }

    private static Set<String> allowed(Write write, JsonNode after) {
        Set<String> paths = new HashSet<>();
        VmPatch.changes(after, undoing(write))
                .forEach(op -> paths.add(op.path("path").asText()));
        write.applied().ifPresent(a -> {
            paths.add("/metadata/annotations/shortpath.dev~1applied");
            paths.add("/metadata/annotations");
        });
        return paths;
    }

    private static Write undoing(Write write) {
        return new Write(undo(write.changes()), Optional.of(Applied.NONE), false);
    }

    private static void undone(JsonNode vm, Write write) {
        List<Change> changes = write.changes();
        if (changes.isEmpty()) {
            return;
        }
        Write whole = new Write(changes, Optional.of(note(changes)), false);
        assertThat(VmPatch.applied(VmPatch.applied(vm, whole), undoing(write))).isEqualTo(vm);
    }
}
