package dev.shortpath.generate;

/** `deploy/plugin/plugin.yaml`: KubeVirt's Plugin that delivers what we write into annotations, one for all VMs. */
final class PluginManifest {
    static final String PATH = "deploy/plugin/plugin.yaml";

    private static final String TEXT = """
            # Generated from libvirt's structs (src/test/resources/libvirt/fields.txt) by `make generate`; do not edit.
            # What it does, and what it needs: docs/io-uring.md
            apiVersion: plugin.kubevirt.io/v1alpha1
            kind: Plugin
            metadata:
              name: shortpath
            spec:
              failureStrategy: Ignore
              condition: |
            %s  domainHooks:
              # The disks that the annotation names, on io_uring.
              - failureStrategy: Ignore
                condition: |
            %s    cel:
                  expression: |
            %s  # As many queues for the virtio-scsi controller as the annotation says.
              - failureStrategy: Ignore
                condition: |
            %s    cel:
                  expression: |
            %s""";

    private PluginManifest() {}

    static String yaml() {
        return TEXT.formatted(
                block(4, PluginHooks.condition()),
                block(6, PluginHooks.ioUringCondition()),
                block(8, PluginHooks.ioUring()),
                block(6, PluginHooks.queuesCondition()),
                block(8, PluginHooks.queues()));
    }

    private static String block(int column, String text) {
        return text.strip().indent(column);
    }
}
