package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a manifest that KubeVirt would not start to a plan that writes nothing and says why. */
class CannotStartTest {
    private static Plan plan(String spec) {
        List<JsonNode> documents = Yaml.documents("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: odd, namespace: shop, labels: {shortpath.dev/profile: p}}
                spec: {runStrategy: Halted, template: {spec: %s}}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: p}
                spec: {workload: Database}
                """.formatted(spec));
        return Planner.plan(
                Situations.of(FileWorld.of(documents), documents.getFirst(), Moment.LOOP, Cluster.Deliveries.SHIPPED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{bus: nvme}||has bus nvme",
                "{bus: ide}||bus ide; KubeVirt takes sata, scsi, usb, virtio",
                "{bus: virtio}|io: io_uring|has io io_uring",
                "{bus: virtio}|io: native, cache: writeback|io native with cache writeback",
                "{bus: virtio}|shareable: true, cache: writethrough|shareable with cache writethrough",
                "{}|shareable: true, cache: writeback|shareable with cache",
                "{bus: virtio}|errorPolicy: 4|errorPolicy 4",
                "{bus: scsi}|dedicatedIOThread: true|dedicatedIOThread on bus scsi",
                "{}|dedicatedIOThread: true|dedicatedIOThread on bus sata",
                "{bus: virtio}|dedicatedIOThread: often|ioThread \"often\"; KubeVirt takes",
                "{pciAddress: '0000:01:00.0'}||pciAddress on bus sata",
                "{readonly: true}||read-only on bus sata",
            })
    void leavesAVmAloneWhoseDiskKubeVirtRefuses(String target, String rest, String why) {
        cannotStart(
                "{domain: {devices: {disks: [{name: d, disk: " + target + (rest == null ? "" : ", " + rest)
                        + "}]}}, volumes: [{name: d, emptyDisk: {}}]}",
                why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{evictionStrategy: Maybe, domain: {}}|eviction Maybe; KubeVirt takes External, LiveMigrate",
                "{domain: {devices: {blockMultiQueue: 2}}}|multiQueue 2; KubeVirt takes",
                "{domain: {ioThreadsPolicy: many}}|ioThreads.policy many",
                "{domain: {ioThreadsPolicy: supplementalPool}}|without a positive ioThreads.supplementalPoolThreadCount",
                "{domain: {ioThreadsPolicy: supplementalPool, ioThreads: {supplementalPoolThreadCount: 0}}}|without a positive",
                "{domain: {devices: {disks: [{name: gone, disk: {}}]}}}|disk gone has no volume",
                "{domain: {devices: {disks: [{name: a, cdrom: {bus: virtio}}]}}, volumes: [{name: a, emptyDisk: {}}]}|cdrom on virtio",
                "{architecture: arm64, domain: {devices: {disks: [{name: a, disk: {bus: sata}}]}}, volumes: [{name: a, emptyDisk: {}}]}|which an arm64 machine has not",
            })
    void leavesAVmAloneThatKubeVirtRefuses(String spec, String why) {
        cannotStart(spec, why);
    }

    private static void cannotStart(String spec, String why) {
        Plan plan = plan(spec);
        assertThat(plan.write().isEmpty()).isTrue();
        assertThat(plan.outcome().reason()).isEqualTo(PathReason.CANNOT_START);
        assertThat(plan.outcome().message()).contains(why);
    }
}
