package dev.shortpath.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who holds the one door of a cluster. */
@Tag("cluster")
class DoorTest {
    private static final TestCluster CLUSTER = TestCluster.shared();

    @Test
    void the_next_one_waits_until_the_door_is_free() throws Exception {
        CompletableFuture<RestartDoor> next;
        try (RestartDoor _ = open()) {
            next = CompletableFuture.supplyAsync(DoorTest::open);
            assertThat(CLUSTER.client().raw(DoorSign.PATH)).contains("virtualmachines/restart");
            assertThat(next).isNotDone();
        }
        try (RestartDoor _ = next.get(60, TimeUnit.SECONDS)) {
            assertThat(CLUSTER.client().raw(DoorSign.PATH)).contains("virtualmachines/restart");
        }
    }

    @Test
    void what_a_killed_process_left_is_taken_over() throws Exception {
        Process holder = new ProcessBuilder("true").start();
        holder.waitFor();
        CLUSTER.client().resource("""
                        apiVersion: apiregistration.k8s.io/v1
                        kind: APIService
                        metadata: {name: v1.subresources.kubevirt.io, annotations: {shortpath.test/process: "%d"}}
                        spec:
                          group: subresources.kubevirt.io
                          version: v1
                          groupPriorityMinimum: 1000
                          versionPriority: 15
                          insecureSkipTLSVerify: true
                          service: {name: virt-api, namespace: kubevirt, port: 1}
                        """.formatted(holder.pid())).create();
        try (RestartDoor _ = open()) {
            assertThat(CLUSTER.client().raw(DoorSign.PATH)).contains("virtualmachines/restart");
        }
    }

    private static RestartDoor open() {
        try {
            return RestartDoor.open(CLUSTER.client(), CLUSTER.kubeconfig(), line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
