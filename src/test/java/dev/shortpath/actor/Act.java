package dev.shortpath.actor;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** One namespace of a scene: what a test does and sees there. */
record Act(Scene scene, String namespace) {
    /** A VM without claims, which can run anywhere and migrate. @param labels and annotations are those of its template */
    void vm(String name, String strategy, String labels, String annotations) {
        scene.apply("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  runStrategy: %3$s
                  template:
                    metadata: {labels: {%4$s}, annotations: {%5$s}}
                    spec:
                      domain:
                        memory: {guest: 1Gi}
                        devices: {disks: [{name: data, disk: {}}]}
                      volumes: [{name: data, emptyDisk: {capacity: 1Gi}}]
                """.formatted(name, namespace, strategy, labels, annotations));
    }

    void vm(String name, String strategy) {
        vm(name, strategy, "", "");
    }

    ObjectNode running(String name) {
        return until(Kind.VMI, name, vmi -> vmi.at("/status/phase").asText().equals("Running"));
    }

    /** The VMI that runs after this one. */
    ObjectNode runningAfter(ObjectNode before) {
        return until(
                Kind.VMI,
                before.at("/metadata/name").asText(),
                vmi -> vmi.at("/status/phase").asText().equals("Running")
                        && !vmi.at("/metadata/uid").equals(before.at("/metadata/uid")));
    }

    ObjectNode until(Kind kind, String name, Predicate<ObjectNode> holds) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> find(kind, name).filter(holds), Optional::isPresent)
                .orElseThrow();
    }

    Optional<ObjectNode> find(Kind kind, String name) {
        return scene.find(kind, namespace, name);
    }

    void patch(Kind kind, String name, String json) {
        scene.patch(kind, namespace, name, json);
    }
}
