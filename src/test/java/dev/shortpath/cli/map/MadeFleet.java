package dev.shortpath.cli.map;

import java.util.List;

/** Manifests of a fleet of any size, as `kubectl get -o yaml` would give them: much that is well, some that is not. */
public final class MadeFleet {
    private static final List<String> PROFILES = List.of("general", "database", "strict", "messaging", "none");

    private MadeFleet() {}

    /** @param vms spread over a namespace for each hundred, and a node for each forty */
    public static String of(int vms) {
        StringBuilder yaml = new StringBuilder(SHARED);
        int nodes = Math.max(3, vms / 40);
        for (int n = 0; n < nodes; n++) {
            yaml.append(node(n));
        }
        for (int i = 0; i < vms; i++) {
            yaml.append(vm(i, vms / 100 + 1, nodes));
        }
        return yaml.toString();
    }

    private static final String SHARED = """
            apiVersion: kubevirt.io/v1
            kind: KubeVirt
            metadata: {name: kubevirt, namespace: kubevirt}
            spec:
              configuration:
                developerConfiguration: {featureGates: [HostDevices]}
                permittedHostDevices:
                  pciHostDevices: [{pciVendorSelector: "144D:A80A", resourceName: shortpath.dev/nvme}]
            status: {phase: Deployed}
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: fast}
            provisioner: example.com
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: general}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: database}
            spec: {workload: Database}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: messaging}
            spec: {workload: Messaging}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: strict}
            spec: {onUserValue: Enforce, disks: [{name: all, match: {}, bus: virtio}]}
            """;

    private static String node(int n) {
        boolean ready = n % 3 != 1;
        StringBuilder drives = new StringBuilder();
        for (int d = 0; d < 8; d++) {
            drives.append("""
                      - {address: "0000:%02x:00.0", vendorDevice: "144d:a80a", model: SAMSUNG MZQL23T8HCLS-00A07, serial: S%d-%d,
                         numaNode: %d, iommuGroup: %d, isolated: true, viable: %s, driver: %s, sriov: {function: None}, ready: %s%s}
                    """.formatted(
                            0x81 + d,
                            n,
                            d,
                            d / 4,
                            20 + d,
                            ready,
                            ready ? "vfio-pci" : "nvme",
                            ready,
                            ready ? "" : ", why: bound to nvme"));
        }
        return """
                ---
                apiVersion: v1
                kind: Node
                metadata: {name: worker-%1$d, labels: {kubernetes.io/arch: amd64, shortpath.dev/iommu: ready, shortpath.dev/io-uring: allowed, shortpath.dev/vfio: ready}}
                status: {allocatable: {cpu: "128", shortpath.dev/nvme: "%2$d"}}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: worker-%1$d}
                status:
                  observedAt: "2026-11-22T21:0%3$d:00Z"
                  kernel: 6.12.117
                  iommu: {enabled: true, kind: intel, mode: passthrough, interruptRemapping: true}
                  ioUring: {state: Allowed, sysctl: 0}
                  numa: [{id: 0, cpus: "0-63", hugepages: {2Mi: 512}}, {id: 1, cpus: "64-127", hugepages: {2Mi: 512}}]
                  vfio: {ready: true, unsafeInterrupts: false}
                  nvme:
                """.formatted(n, ready ? 8 : 0, n % 10) + drives;
    }

    private static String vm(int i, int namespaces, int nodes) {
        boolean runs = i % 7 != 3;
        String disks = """
                domain: {cpu: {cores: 4}, devices: {disks: [{name: root, disk: {bus: %s}}, {name: data, disk: {bus: virtio}%s}]%s}}
                """.formatted(
                i % 20 == 2 ? "sata" : "virtio",
                i % 11 == 1 ? ", cache: writeback" : "",
                i % 50 == 0 ? ", hostDevices: [{name: scratch, deviceName: shortpath.dev/nvme}]" : "").strip();
        String volumes =
                "volumes: [{name: root, containerDisk: {image: a}}, {name: data, persistentVolumeClaim: {claimName: vm-%d-data}}]"
                        .formatted(i);
        String meta = "name: vm-%d, namespace: team-%d".formatted(i, i % namespaces);
        String profile = PROFILES.get(i % 20 == 2 ? 2 : i % 4 == 2 ? 1 : i % PROFILES.size());
        String vm = """
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: vm-%d-data, namespace: team-%d}
                spec: {storageClassName: fast, volumeMode: %s}
                ---
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {%s, uid: u%d, generation: 1, labels: {shortpath.dev/profile: %s}}
                spec: {runStrategy: %s, template: {spec: {%s, %s}}}
                status: {printableStatus: %s}
                """.formatted(
                        i,
                        i % namespaces,
                        i % 9 == 4 ? "Filesystem" : "Block",
                        meta,
                        i,
                        profile,
                        runs ? "Always" : "Halted",
                        disks,
                        volumes,
                        runs ? "Running" : "Stopped");
        return runs ? vm + """
                        ---
                        apiVersion: kubevirt.io/v1
                        kind: VirtualMachineInstance
                        metadata: {%s, uid: i%d, ownerReferences: [{apiVersion: kubevirt.io/v1, kind: VirtualMachine, name: vm-%d, uid: u%d, controller: true}]}
                        spec: {%s, %s}
                        status: {phase: Running, nodeName: worker-%d}
                        """.formatted(meta, i, i, i, disks, volumes, i % nodes) : vm;
    }

    /** Writes such manifests to stdout: `MadeFleet 2000`. */
    public static void main(String... args) {
        System.out.print(of(Integer.parseInt(args[0])));
    }
}
