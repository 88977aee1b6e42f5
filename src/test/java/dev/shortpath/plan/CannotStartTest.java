package dev.shortpath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Cluster.Deliveries;
import dev.shortpath.facts.Moment;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Situations;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A VM that KubeVirt refuses or cannot start as its owner wrote it: said, and left alone. */
class CannotStartTest {
    private static final String PROFILE =
            "{apiVersion: shortpath.dev/v1alpha1, kind: StorageProfile, metadata: {name: p}, spec: {workload: Database}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evictionStrategy: Maybe|eviction Maybe; KubeVirt takes External, LiveMigrate",
                "domain: {devices: {blockMultiQueue: 2}}|multiQueue 2; KubeVirt takes",
                "domain: {ioThreadsPolicy: supplementalPool}|without a positive ioThreads.supplementalPoolThreadCount",
                "domain: {ioThreadsPolicy: supplementalPool, ioThreads: {supplementalPoolThreadCount: 0}}|without a positive",
                "domain: {devices: {disks: [{name: a, disk: {}, dedicatedIOThread: often}]}}|ioThread \"often\"; KubeVirt takes",
                "domain: {devices: {disks: [{name: a, disk: {}, dedicatedIOThread: true}]}}|dedicatedIOThread on bus sata",
                "domain: {devices: {disks: [{name: a, disk: {pciAddress: '0000:01:00.0'}}]}}|pciAddress on bus sata",
                "domain: {devices: {disks: [{name: a, disk: {readonly: true}}]}}|read-only on bus sata",
                "domain: {devices: {disks: [{name: a, cdrom: {bus: virtio}}]}}|cdrom on virtio",
                "domain: {devices: {disks: [{name: a, disk: {bus: ide}}]}}|bus ide; KubeVirt takes sata, scsi, usb, virtio",
                "domain: {devices: {disks: [{name: a, disk: {}, io: native, cache: writeback}]}}|io native with cache writeback",
                "domain: {devices: {disks: [{name: a, disk: {}, shareable: true, cache: writeback}]}}|shareable with cache",
                "architecture: arm64, domain: {devices: {disks: [{name: a, disk: {bus: sata}}]}}|which an arm64 machine has not",
            })
    void isSaidAndTheVmIsLeftAlone(String template, String fault) throws Exception {
        JsonNode vm = new YAMLMapper()
                .readTree("{apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: v, namespace: n, labels:"
                        + " {shortpath.dev/profile: p}}, spec: {runStrategy: Halted, template: {spec: {" + template
                        + ", volumes: [{name: a, emptyDisk: {}}]}}}}");
        FileWorld world = FileWorld.of(List.of(new YAMLMapper().readTree(PROFILE), vm));
        Plan plan = Planner.plan(Situations.of(world, vm, Moment.LOOP, Deliveries.SPEC_ONLY));
        assertThat(plan.outcome().reason()).isEqualTo(PathReason.CANNOT_START);
        assertThat(plan.outcome().message()).contains(fault);
        assertThat(plan.write().isEmpty()).isTrue();
    }
}
