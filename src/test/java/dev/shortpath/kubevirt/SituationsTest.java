package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Volume;
import dev.shortpath.facts.VolumeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a situation is made of: disks, volumes, claims, cluster and nodes. */
class SituationsTest {
    private static final String VM = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata:
              name: db
              namespace: shop
              uid: u1
              generation: 7
              labels: {shortpath.dev/profile: database}
              annotations: {restore.kubevirt.io/lastRestoreUID: restore-1-x}
            spec:
              runStrategy: Halted
              dataVolumeTemplates:
              - metadata: {name: db-root}
                spec: {storage: {volumeMode: Block, accessModes: [ReadWriteMany]}, source: {blank: {}}}
              - metadata: {name: db-old}
                spec: {pvc: {storageClassName: slow}, source: {http: {url: x}}, preallocation: true}
              template:
                metadata:
                  annotations:
                    plugin.shortpath.dev/io-uring-disks: ua-root ua-other
                    plugin.shortpath.dev/scsi-queues: "4"
                spec:
                  evictionStrategy: LiveMigrate
                  nodeSelector: {zone: a}
                  tolerations: [{key: storage, operator: Exists, effect: NoSchedule}]
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                        - matchExpressions: [{key: disk, operator: In, values: [nvme]}]
                          matchFields: [{key: metadata.name, operator: NotIn, values: [n9]}]
                  domain:
                    ioThreadsPolicy: supplementalPool
                    ioThreads: {supplementalPoolThreadCount: 2}
                    devices:
                      blockMultiQueue: true
                      disks:
                      - {name: root, disk: {bus: virtio, pciAddress: "0000:01:00.0"}, io: native, cache: none}
                      - {name: shared, disk: {bus: virtio, readonly: true}, shareable: true, dedicatedIOThread: false}
                      - {name: iso, cdrom: {bus: sata}}
                      - {name: raw, lun: {bus: scsi}}
                  volumes:
                  - {name: root, dataVolume: {name: db-root}}
                  - {name: shared, persistentVolumeClaim: {claimName: both, hotpluggable: true}}
                  - {name: iso, containerDisk: {image: iso}}
                  - {name: raw, dataVolume: {name: db-old}}
                  - {name: snap, ephemeral: {persistentVolumeClaim: {claimName: both}}}
                  - {name: init, cloudInitNoCloud: {userData: x}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: both
              namespace: shop
              annotations: {cdi.kubevirt.io/storage.preallocation: "true"}
            spec: {volumeMode: Block, storageClassName: nvme, accessModes: [ReadWriteMany]}
            ---
            apiVersion: cdi.kubevirt.io/v1beta1
            kind: DataVolume
            metadata: {name: db-old, namespace: shop}
            """;

    private static final Situation SITUATION = situation(VM);

    private static Situation situation(String manifests) {
        List<JsonNode> documents = Yaml.documents(manifests);
        return Situations.of(FileWorld.of(documents), documents.getFirst(), Moment.LOOP, Cluster.Deliveries.SHIPPED);
    }

    private static Disk disk(String name) {
        return SITUATION.vm().disk(name).orElseThrow();
    }

    @Test
    void readsWhichVmItIs() {
        assertThat(SITUATION.vm().id().key()).contains("shop/db");
        assertThat(SITUATION.vm().id().uid()).isEqualTo("u1");
        assertThat(SITUATION.vm().id().generation()).isEqualTo(7);
        assertThat(SITUATION.vm().id().deleting()).isFalse();
        assertThat(SITUATION.vm().labels()).containsEntry(Keys.PROFILE, "database");
        assertThat(SITUATION.vm().restoreMark()).contains("restore-1-x");
        assertThat(SITUATION.vm().faults()).isEmpty();
    }

    @Test
    void readsAnUnnamedVm() {
        Situation born =
                situation("{kind: VirtualMachine, metadata: {generateName: db-}, spec: {template: {spec: {}}}}");
        assertThat(born.vm().id().key()).isEmpty();
        assertThat(born.vm().id().namespace()).isEqualTo("default");
    }

    @Test
    void keepsDisksInTheManifestsOrderAndPutsVolumesWithoutADiskLast() {
        assertThat(SITUATION.vm().disks())
                .extracting(Disk::name)
                .containsExactly("root", "shared", "iso", "raw", "snap", "init");
        assertThat(SITUATION.vm().disks()).extracting(Disk::index).containsExactly(0, 1, 2, 3, -1, -1);
        assertThat(SITUATION.vm().disks())
                .extracting(Disk::kind)
                .containsExactly(
                        DiskKind.DISK, DiskKind.DISK, DiskKind.CDROM, DiskKind.LUN, DiskKind.NONE, DiskKind.NONE);
    }

    @Test
    void readsWhatADiskSays() {
        assertThat(disk("root").written())
                .isEqualTo(Map.of(
                        Field.BUS, "virtio",
                        Field.IO, "native",
                        Field.CACHE, "none",
                        Field.IO_URING, "io_uring"));
        assertThat(disk("root").pciAddress()).isTrue();
        assertThat(disk("shared").written()).isEqualTo(Map.of(Field.BUS, "virtio", Field.IO_THREAD, "shared"));
        assertThat(disk("shared").shareable()).isTrue();
        assertThat(disk("shared").readOnly()).isTrue();
        assertThat(disk("raw").written()).isEqualTo(Map.of(Field.BUS, "scsi"));
    }

    @Test
    void readsWhatTheVmSaysForAllDisks() {
        assertThat(SITUATION.vm().written())
                .isEqualTo(Map.of(
                        Field.MULTI_QUEUE, "Always",
                        Field.IO_THREADS_POLICY, "supplementalPool",
                        Field.IO_THREADS_COUNT, "2",
                        Field.EVICTION, "LiveMigrate",
                        Field.SCSI_QUEUES, "4"));
    }

    @Test
    void readsVolumesAndTheClaimsBehindThem() {
        assertThat(SITUATION.vm().disks())
                .extracting(d -> d.volume().type())
                .containsExactly(
                        VolumeType.DATA_VOLUME,
                        VolumeType.PERSISTENT_VOLUME_CLAIM,
                        VolumeType.CONTAINER_DISK,
                        VolumeType.DATA_VOLUME,
                        VolumeType.EPHEMERAL,
                        VolumeType.CLOUD_INIT);
        Volume shared = disk("shared").volume();
        assertThat(shared.hotpluggable()).isTrue();
        Claim claim = shared.claim().orElseThrow();
        assertThat(claim.presence()).isEqualTo(Presence.PRESENT);
        assertThat(claim.volumeMode()).contains(VolumeMode.BLOCK);
        assertThat(claim.storageClass()).contains("nvme");
        assertThat(claim.preallocated()).isTrue();
        assertThat(claim.accessModes()).containsExactly("ReadWriteMany");
        assertThat(disk("snap").volume().claim()).contains(claim);
        assertThat(disk("root").volume().claim()).contains(Claim.absent("db-root"));
        assertThat(disk("iso").volume().claim()).isEmpty();
    }

    @Test
    void readsTheTemplatesOfVolumes() {
        Template root = disk("root").volume().template().orElseThrow();
        assertThat(root.storage()).isTrue();
        assertThat(root.blank()).isTrue();
        assertThat(root.index()).isZero();
        assertThat(root.written()).isEqualTo(Map.of(Field.VOLUME_MODE, "Block"));
        assertThat(root.accessModes()).containsExactly("ReadWriteMany");
        assertThat(root.made()).isEqualTo(Presence.ABSENT);
        Template old = disk("raw").volume().template().orElseThrow();
        assertThat(old.storage()).isFalse();
        assertThat(old.blank()).isFalse();
        assertThat(old.written()).isEqualTo(Map.of(Field.STORAGE_CLASS, "slow", Field.PREALLOCATION, "Always"));
        assertThat(old.made()).isEqualTo(Presence.PRESENT);
    }

    @Test
    void readsWhereTheVmMayRun() {
        assertThat(SITUATION.vm().scheduling())
                .isEqualTo(new Scheduling(
                        Map.of("zone", "a"),
                        List.of(new Scheduling.Term(
                                List.of(new Scheduling.Expression("disk", "In", List.of("nvme"))),
                                List.of(new Scheduling.Expression("metadata.name", "NotIn", List.of("n9"))))),
                        List.of(new Scheduling.Toleration("storage", "Exists", "", "NoSchedule"))));
    }

    @Test
    void saysNothingOfAClusterThatWasNotRead() {
        Cluster cluster = SITUATION.cluster();
        assertThat(cluster.kubevirt()).isEqualTo(Presence.UNKNOWN);
        assertThat(cluster.gates()).isEmpty();
        assertThat(cluster.permittedDevices()).isEmpty();
        assertThat(cluster.classes()).isEmpty();
        assertThat(SITUATION.nodes()).isEmpty();
        assertThat(SITUATION.namespaceLabels()).isEmpty();
    }

    @Test
    void readsTheClusterTheNodesAndTheNamespace() {
        Situation situation = situation(VM + """
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: db}}}
                ---
                apiVersion: kubevirt.io/v1
                kind: KubeVirt
                metadata: {name: kubevirt, namespace: kubevirt}
                spec:
                  configuration:
                    developerConfiguration: {featureGates: [HostDevices, Plugins]}
                    permittedHostDevices: {pciHostDevices: [{resourceName: shortpath.dev/nvme}]}
                status: {phase: Deployed}
                ---
                apiVersion: v1
                kind: Node
                metadata: {name: n1, labels: {shortpath.dev/io-uring: allowed}}
                spec: {unschedulable: true, taints: [{key: storage, value: x, effect: NoSchedule}]}
                status: {allocatable: {cpu: "8", memory: 16Gi, shortpath.dev/nvme: "2"}}
                ---
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: nvme, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
                provisioner: csi.example.com
                ---
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: nfs, annotations: {shortpath.dev/io-uring: deny}}
                provisioner: nfs.example.com
                ---
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: odd}, provisioner: x}
                ---
                apiVersion: cdi.kubevirt.io/v1beta1
                kind: StorageProfile
                metadata: {name: nvme}
                status:
                  claimPropertySets:
                  - {volumeMode: Filesystem, accessModes: [ReadWriteOnce]}
                  - {volumeMode: Block, accessModes: [ReadWriteMany]}
                ---
                apiVersion: cdi.kubevirt.io/v1beta1
                kind: StorageProfile
                metadata: {name: nfs}
                status: {claimPropertySets: [{volumeMode: Filesystem, accessModes: [ReadWriteMany]}]}
                """);
        assertThat(situation.namespaceLabels()).contains(Map.of("team", "db"));
        Cluster cluster = situation.cluster();
        assertThat(cluster.kubevirt()).isEqualTo(Presence.PRESENT);
        assertThat(cluster.gates()).containsExactlyInAnyOrder("HostDevices", "Plugins");
        assertThat(cluster.permittedDevices()).contains(Set.of("shortpath.dev/nvme"));
        assertThat(cluster.cdi()).isEqualTo(Presence.PRESENT);
        assertThat(cluster.storageClass("nvme"))
                .contains(new StorageClass(
                        "nvme",
                        true,
                        "csi.example.com",
                        Presence.PRESENT,
                        java.util.Optional.of(VolumeMode.FILESYSTEM),
                        List.of("ReadWriteMany"),
                        false));
        assertThat(cluster.storageClass("nfs").orElseThrow().block()).isEqualTo(Presence.ABSENT);
        assertThat(cluster.storageClass("nfs").orElseThrow().ioUringDenied()).isTrue();
        assertThat(cluster.storageClass("odd").orElseThrow().block()).isEqualTo(Presence.UNKNOWN);
        assertThat(situation.nodes())
                .containsExactly(new Node(
                        "n1",
                        Map.of("shortpath.dev/io-uring", "allowed"),
                        List.of(new Scheduling.Taint("storage", "x", "NoSchedule")),
                        true,
                        Map.of("cpu", 8L, "shortpath.dev/nvme", 2L),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void countsKubeVirtsGatesOnlyOnceItHasAPhase() {
        Situation situation = situation(VM + """
                ---
                apiVersion: kubevirt.io/v1
                kind: KubeVirt
                metadata: {name: kubevirt, namespace: kubevirt}
                spec: {configuration: {developerConfiguration: {featureGates: [HostDevices]}}}
                """);
        assertThat(situation.cluster().kubevirt()).isEqualTo(Presence.PRESENT);
        assertThat(situation.cluster().gates()).isEmpty();
        assertThat(situation.cluster().permittedDevices()).isEmpty();
    }

    @Test
    void readsProfilesAndPassesOverOneThatCannotBeRead() {
        Situation situation = situation(VM + """
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: database}
                spec: {workload: Database}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: odd}
                spec: {workload: Spreadsheet}
                """);
        assertThat(situation.profiles()).extracting("name").containsExactly("database");
    }
}
