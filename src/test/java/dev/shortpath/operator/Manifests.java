package dev.shortpath.operator;

/** Manifests that tests apply. */
final class Manifests {
    /** A halted VM with an empty disk and a containerDisk, bound by label to the test's profile `db`. */
    static String haltedVm(String name) {
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata:
                  name: %s
                  namespace: NS
                  labels: {shortpath.dev/profile: ~db}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain:
                        cpu: {cores: 4}
                        memory: {guest: 1Gi}
                        devices:
                          disks:
                          - name: root
                            disk: {bus: virtio}
                          - name: data
                            disk: {bus: virtio}
                      volumes:
                      - name: root
                        containerDisk: {image: quay.io/containerdisks/fedora:latest}
                      - name: data
                        emptyDisk: {capacity: 1Gi}
                """.formatted(name);
    }

    /** A profile that spells io out for every disk. */
    static String profile(String io) {
        return """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~db}
                spec:
                  disks:
                  - name: all
                    match: {}
                    io: %s
                """.formatted(io);
    }

    /** What `shortpath bench` leaves beside the VM `orders`. */
    static String measured(String uid) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: orders-measured
                  namespace: NS
                  labels: {shortpath.dev/measured: "true"}
                  ownerReferences: [{apiVersion: kubevirt.io/v1, kind: VirtualMachine, name: orders, uid: %s}]
                data: {summary: a gain, rate: "1.4 times"}
                """.formatted(uid);
    }

    /** A VM whose only disk is blank and of its own template, on a class that serves Block. */
    static String templated(String name, String profile, String strategy, String annotations) {
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata:
                  name: %1$s
                  namespace: NS
                  labels: {shortpath.dev/profile: ~%2$s}
                  annotations: %4$s
                spec:
                  runStrategy: %3$s
                  dataVolumeTemplates:
                  - metadata: {name: %1$s-data}
                    spec:
                      source: {blank: {}}
                      storage: {resources: {requests: {storage: 1Gi}}, storageClassName: ~fast}
                  template:
                    spec:
                      domain:
                        cpu: {cores: 4}
                        memory: {guest: 1Gi}
                        devices: {disks: [{name: data, disk: {}}]}
                      volumes: [{name: data, dataVolume: {name: %1$s-data}}]
                """.formatted(name, profile, strategy, annotations);
    }

    /** Annotations of a VM that Argo CD owns. */
    static final String ARGO = "{argocd.argoproj.io/tracking-id: \"shop:kubevirt.io/VirtualMachine:shop/x\"}";

    private Manifests() {}
}
