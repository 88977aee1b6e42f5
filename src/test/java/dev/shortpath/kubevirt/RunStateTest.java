package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Vm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a VM runs, is to run, and what it is in the middle of. */
class RunStateTest {
    private static Vm vm(String spec, String status, String... others) {
        String manifest = """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: db, namespace: shop, uid: u1}
                spec: {%s, template: {spec: {domain: {devices: {disks: [{name: data, disk: {}}]}}, volumes: [{name: data, emptyDisk: {}}]}}}
                status: {%s}
                """.formatted(spec, status);
        List<JsonNode> documents = Yaml.documents(String.join("---\n", manifest, String.join("---\n", others)));
        return Situations.of(FileWorld.of(documents), documents.getFirst(), Moment.LOOP, Cluster.Deliveries.SHIPPED)
                .vm();
    }

    private static String vmi(String owner, String status) {
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata:
                  name: db
                  namespace: shop
                  uid: i1
                  annotations: {plugin.shortpath.dev/io-uring-disks: ua-data}
                  ownerReferences: [%s]
                spec:
                  evictionStrategy: LiveMigrate
                  domain: {devices: {disks: [{name: data, disk: {bus: virtio}, cache: none}], blockMultiQueue: true}}
                status: {%s}
                """.formatted(owner, status);
    }

    private static final String OURS = "{kind: VirtualMachine, name: db, uid: u1, controller: true}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runStrategy: Always||true",
                "runStrategy: Halted||false",
                "runStrategy: Halted|stateChangeRequests: [{action: Start}]|true",
                "running: true||true",
                "running: false||false",
                "priority: none||false",
                "runStrategy: Manual||false",
                "runStrategy: Manual|created: true|true",
                "runStrategy: Manual|stateChangeRequests: [{action: Start}]|true",
                "runStrategy: RerunOnFailure||true",
                "runStrategy: RerunOnFailure|runStrategy: RerunOnFailure|false",
                "runStrategy: Once||true",
                "runStrategy: WaitAsReceiver||false",
            })
    void knowsWhetherKubeVirtWouldStartAVmWithoutAVmi(String spec, String status, boolean toRun) {
        assertThat(vm(spec, status == null ? "" : status).toRun()).isEqualTo(toRun);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runStrategy: Always|phase: Failed||true",
                "runStrategy: Halted|phase: Running||false",
                "runStrategy: Manual|phase: Running||true",
                "runStrategy: Manual|phase: Running|stateChangeRequests: [{action: Stop, uid: i1}]|false",
                "runStrategy: Manual|phase: Running|stateChangeRequests: [{action: Stop, uid: i0}]|true",
                "runStrategy: RerunOnFailure|phase: Failed||true",
                "runStrategy: RerunOnFailure|phase: Succeeded||false",
                "runStrategy: Once|phase: Running||true",
                "runStrategy: Once|phase: Failed||false",
            })
    void knowsWhetherKubeVirtWouldKeepAVmi(String spec, String phase, String status, boolean toRun) {
        Vm vm = vm(spec, status == null ? "" : status, vmi(OURS, phase));
        assertThat(vm.toRun()).isEqualTo(toRun);
        assertThat(vm.running()).isPresent();
    }

    @Test
    void readsWhatRuns() {
        Vm vm = vm(
                "runStrategy: Always",
                "",
                vmi(OURS, "phase: Running, nodeName: n1, conditions: [{type: LiveMigratable, status: 'False'}]"));
        Running running = vm.running().orElseThrow();
        assertThat(running.uid()).isEqualTo("i1");
        assertThat(running.phase()).isEqualTo("Running");
        assertThat(running.node()).contains("n1");
        assertThat(running.liveMigratable()).contains(false);
        assertThat(running.values()).isEqualTo(Map.of(Field.MULTI_QUEUE, "Always", Field.EVICTION, "LiveMigrate"));
        assertThat(vm.disk("data").orElseThrow().running())
                .contains(Map.of(Field.BUS, "virtio", Field.CACHE, "none", Field.IO_URING, "io_uring"));
    }

    @Test
    void leavesAVmiAloneThatIsAnotherVms() {
        String others = "{kind: VirtualMachine, name: db, uid: u0, controller: true}";
        assertThat(vm("runStrategy: Always", "", vmi(others, "phase: Running")).running())
                .isEmpty();
        String set = "{kind: VirtualMachineInstanceReplicaSet, name: db, uid: u1, controller: true}";
        assertThat(vm("runStrategy: Always", "", vmi(set, "phase: Running")).running())
                .isEmpty();
        assertThat(vm("runStrategy: Always", "", vmi("", "phase: Running")).running())
                .isPresent();
    }

    @Test
    void takesAFinishedVmiOfAHaltedVmForGone() {
        assertThat(vm("runStrategy: Halted", "", vmi(OURS, "phase: Succeeded")).running())
                .isEmpty();
        assertThat(vm("runStrategy: Halted", "", vmi(OURS, "phase: Running")).running())
                .isPresent();
    }

    @Test
    void seesThatARestartIsRequired() {
        assertThat(vm("runStrategy: Always", "conditions: [{type: RestartRequired, status: 'True'}]")
                        .restartRequired())
                .isTrue();
        assertThat(vm("runStrategy: Always", "conditions: [{type: RestartRequired, status: 'False'}]")
                        .restartRequired())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "snapshotInProgress: s1|phase: Running|the snapshot s1",
                "restoreInProgress: r1|phase: Running|the restore r1",
                "memoryDumpRequest: {phase: InProgress}|phase: Running|a memory dump",
                "memoryDumpRequest: {phase: Completed}|phase: Running|-",
                "changedBlockTracking: {backupStatus: {backupName: b}}|phase: Running|a backup",
                "changedBlockTracking: {backupStatus: {backupName: b, completed: true}}|phase: Running|-",
                "created: true|changedBlockTracking: {backupStatus: {backupName: b}}|a backup",
                "created: true|migrationState: {migrationUid: m}|a live migration",
                "created: true|migrationState: {completed: true}|-",
                "created: true|migrationState: {failed: true}|-",
                "created: true|conditions: [{type: VolumesChange, status: 'True'}]|a migration of its volumes",
                "conditions: [{type: ManualRecoveryRequired, status: 'True'}]|phase: Running|a migration of its volumes",
                "volumeUpdateState: {volumeMigrationState: {migratedVolumes: [{volumeName: d}]}}|phase: Running|-",
            })
    void seesWhatTheVmIsInTheMiddleOf(String status, String ofVmi, String busy) {
        assertThat(vm("runStrategy: Always", status, vmi(OURS, ofVmi)).busy().orElse(null))
                .isEqualTo(busy);
    }
}
