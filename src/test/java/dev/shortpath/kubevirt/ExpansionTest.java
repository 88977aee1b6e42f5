package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final String VM = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: db, namespace: shop}
            spec:
              instancetype: {name: big}
              preference: {name: linux, kind: VirtualMachinePreference}
              template:
                spec:
                  domain:
                    devices:
                      disks:
                      - {name: data, disk: {bus: sata}}
                      - {name: cd, cdrom: {}}
                      - {name: raw, lun: {}}
                  volumes:
                  - {name: data, emptyDisk: {capacity: 1Gi}}
                  - {name: cd, containerDisk: {image: iso}}
                  - {name: raw, persistentVolumeClaim: {claimName: raw}}
            """;
    private static final String BIG = """
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachineClusterInstancetype
            metadata: {name: big}
            spec:
              cpu: {guest: 8, dedicatedCPUPlacement: true}
              memory: {guest: 8Gi}
              nodeSelector: {tier: big}
              ioThreadsPolicy: supplementalPool
              ioThreads: {supplementalPoolThreadCount: 2}
              hostDevices: [{name: n, deviceName: shortpath.dev/nvme}]
            """;
    private static final String LINUX = """
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachinePreference
            metadata: {name: linux, namespace: shop}
            spec:
              devices:
                preferredDiskBus: virtio
                preferredDiskCache: none
                preferredDiskIO: native
                preferredDiskDedicatedIoThread: true
                preferredDiskBlockSize: {matchVolume: {enabled: true}}
                preferredBlockMultiQueue: true
                preferredCdromBus: scsi
            """;

    private static Vm vm(String others, JsonNode vm) {
        return Situations.of(Yaml.world(others), vm, Moment.LOOP, Cluster.Deliveries.SHIPPED)
                .vm();
    }

    private static Vm vm(String... others) {
        return vm(String.join("---\n", others), Yaml.document(VM));
    }

    private static ObjectNode revised(String revision, String spec) {
        ObjectNode vm = Yaml.document(VM);
        if (spec.isEmpty()) {
            vm.putObject("status")
                    .putObject("instancetypeRef")
                    .putObject("controllerRevisionRef")
                    .put("name", revision);
        } else {
            ((ObjectNode) vm.at("/spec/instancetype")).put("revisionName", revision);
        }
        return vm;
    }

    private static String revision(String name, String of, int cpus) {
        return """
                apiVersion: apps/v1
                kind: ControllerRevision
                metadata: {name: %s, namespace: shop, labels: {instancetype.kubevirt.io/object-name: %s}}
                data: {kind: VirtualMachineClusterInstancetype, spec: {cpu: {guest: %d}}}
                """.formatted(name, of, cpus);
    }

    @Test
    void fillsInWhatThePreferenceGivesBesideWhatTheVmSays() {
        Vm vm = vm(BIG, LINUX);
        assertThat(vm.expansionProblem()).isEmpty();
        assertThat(vm.disk("data").orElseThrow().written()).isEqualTo(Map.of(Field.BUS, "sata"));
        assertThat(vm.disk("data").orElseThrow().defaults())
                .containsEntry(Field.BUS, new Value("virtio", Origin.PREFERENCE))
                .containsEntry(Field.CACHE, new Value("none", Origin.PREFERENCE))
                .containsEntry(Field.IO, new Value("native", Origin.PREFERENCE))
                .containsEntry(Field.IO_THREAD, new Value("dedicated", Origin.PREFERENCE))
                .containsEntry(Field.BLOCK_SIZE, new Value("match", Origin.PREFERENCE));
        assertThat(vm.disk("cd").orElseThrow().defaults())
                .isEqualTo(Map.of(Field.BUS, new Value("scsi", Origin.PREFERENCE)));
        assertThat(vm.disk("raw").orElseThrow().defaults())
                .isEqualTo(Map.of(Field.BUS, new Value("sata", Origin.ARCHITECTURE)));
    }

    @Test
    void fillsInWhatTheInstancetypeGives() {
        Vm vm = vm(BIG, LINUX);
        assertThat(vm.machine().vcpus()).isEqualTo(8);
        assertThat(vm.machine().dedicatedCpus()).isTrue();
        assertThat(vm.machine().hostDevices()).containsExactly("shortpath.dev/nvme");
        assertThat(vm.machine().instancetype()).contains("VirtualMachineClusterInstancetype big");
        assertThat(vm.machine().preference()).contains("VirtualMachinePreference linux");
        assertThat(vm.scheduling().nodeSelector()).isEqualTo(Map.of("tier", "big"));
        assertThat(vm.defaults())
                .containsEntry(Field.MULTI_QUEUE, new Value("Always", Origin.PREFERENCE))
                .containsEntry(Field.IO_THREADS_POLICY, new Value("supplementalPool", Origin.INSTANCETYPE))
                .containsEntry(Field.IO_THREADS_COUNT, new Value("2", Origin.INSTANCETYPE));
        assertThat(vm.faults()).isEmpty();
    }

    @Test
    void prefersTheRevisionThatTheStatusNamesToTheLiveObject() {
        Vm vm = vm(BIG + "---\n" + LINUX + "---\n" + revision("r1", "big", 3), revised("r1", ""));
        assertThat(vm.machine().vcpus()).isEqualTo(3);
    }

    @Test
    void leavesARevisionAloneThatWasMadeOfAnotherInstancetype() {
        Vm vm = vm(BIG + "---\n" + LINUX + "---\n" + revision("r1", "small", 3), revised("r1", ""));
        assertThat(vm.machine().vcpus()).isEqualTo(8);
    }

    @Test
    void prefersTheRevisionThatTheSpecNames() {
        Vm vm = vm(BIG + "---\n" + LINUX + "---\n" + revision("r2", "small", 5), revised("r2", "spec"));
        assertThat(vm.machine().vcpus()).isEqualTo(5);
    }

    @Test
    void saysWhichInstancetypeIsMissing() {
        assertThat(vm(LINUX).expansionProblem())
                .contains(
                        "The VM names the VirtualMachineClusterInstancetype big, which is not there; KubeVirt starts the VM"
                                + " once it is.");
        assertThat(vm(BIG).expansionProblem().orElseThrow()).contains("VirtualMachinePreference linux");
        assertThat(vm(BIG + "---\n" + LINUX, revised("r9", ""))
                        .expansionProblem()
                        .orElseThrow())
                .contains("ControllerRevision r9");
    }

    @Test
    void saysWhatIsOddAboutAReference() {
        ObjectNode vm = Yaml.document(VM);
        ((ObjectNode) vm.at("/spec/instancetype")).put("kind", "Flavour");
        assertThat(vm(LINUX, vm).expansionProblem().orElseThrow()).contains("Flavour", "does not know");
        ((ObjectNode) vm.at("/spec")).putObject("instancetype").put("inferFromVolume", "data");
        assertThat(vm(LINUX, vm).expansionProblem().orElseThrow()).contains("infers it from a volume");
    }

    @Test
    void namesEveryFieldThatTheInstancetypeOwns() {
        ObjectNode vm = Yaml.document(VM);
        ObjectNode spec = (ObjectNode) vm.at("/spec/template/spec");
        spec.putObject("nodeSelector").put("a", "b");
        ObjectNode domain = (ObjectNode) spec.get("domain");
        domain.putObject("cpu").put("cores", 2);
        domain.putObject("memory").put("guest", "1Gi");
        domain.put("ioThreadsPolicy", "auto");
        domain.putObject("ioThreads").put("supplementalPoolThreadCount", 1);
        ((ObjectNode) domain.get("devices")).putArray("hostDevices").addObject().put("deviceName", "x/y");
        assertThat(vm(BIG + "---\n" + LINUX, vm).faults())
                .allMatch(f -> f.contains("VirtualMachineClusterInstancetype big: KubeVirt refuses the VM"))
                .extracting(f -> f.substring(f.indexOf("spec."), f.indexOf(", which")))
                .containsExactlyInAnyOrder(
                        "spec.template.spec.nodeSelector",
                        "spec.template.spec.domain.cpu.cores",
                        "spec.template.spec.domain.memory.guest",
                        "spec.template.spec.domain.ioThreadsPolicy",
                        "spec.template.spec.domain.ioThreads.supplementalPoolThreadCount",
                        "spec.template.spec.domain.devices.hostDevices");
    }

    @Test
    void takesTheArchitectureFromTheVmThenThePreferenceThenTheCluster() {
        String kubevirt = """
                apiVersion: kubevirt.io/v1
                kind: KubeVirt
                metadata: {name: kubevirt, namespace: kubevirt}
                status: {phase: Deployed, defaultArchitecture: s390x}
                """;
        ObjectNode plain = Yaml.document(VM);
        ((ObjectNode) plain.get("spec")).remove("preference");
        assertThat(vm(BIG, plain).machine().architecture()).isEqualTo("amd64");
        assertThat(vm(BIG + "---\n" + kubevirt, plain).machine().architecture()).isEqualTo("s390x");
        ((ObjectNode) plain.at("/spec/template/spec")).put("architecture", "arm64");
        Vm arm = vm(BIG + "---\n" + kubevirt, plain);
        assertThat(arm.machine().architecture()).isEqualTo("arm64");
        assertThat(arm.disk("data").orElseThrow().defaults().get(Field.BUS))
                .isEqualTo(new Value("virtio", Origin.ARCHITECTURE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|1",
                "{cpu: {sockets: 2, cores: 3, threads: 2}}|12",
                "{cpu: {cores: 4}}|4",
                "{cpu: {cores: 'many'}}|1",
                "{cpu: {sockets: 99999999, cores: 99999999}}|2147483647",
                "{resources: {requests: {cpu: 1500m}}}|2",
                "{resources: {requests: {cpu: 8}, limits: {cpu: '3'}}}|3",
                "{resources: {requests: {cpu: 2.5}}}|3",
                "{resources: {requests: {cpu: lots}}}|1",
            })
    void countsVcpus(String domain, int vcpus) {
        assertThat(Vcpus.of(Yaml.document(domain))).isEqualTo(vcpus);
    }
}
