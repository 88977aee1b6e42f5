package dev.shortpath.generate;

import dev.shortpath.api.Keys;
import java.util.Map;

/**
 * The CEL of our Plugin. It reads two variables of KubeVirt's: `vmi`, and `domainSpec`, the domain that libvirt is about
 * to be given; and it returns a sparse domain, which KubeVirt merges into that one.
 *
 * <p>A condition that fails at run time keeps the VM from starting, whatever failureStrategy says (KubeVirt's
 * pkg/virt-launcher/virtwrap/plugins/pipeline.go). So conditions use nothing that can fail; what a hook does may.
 */
final class PluginHooks {
    /** The most that QEMU's virtio-scsi takes: its 1024 virtqueues less the two for control and events. */
    static final int MOST_QUEUES = 1022;

    private static final Map<String, GoStruct> LIBVIRT = GoStruct.libvirt();
    private static final String DISKS = annotation(Keys.IO_URING_DISKS);
    private static final String QUEUES = annotation(Keys.SCSI_QUEUES);

    private PluginHooks() {}

    /** Whether the Plugin has anything to do with a VM. */
    static String condition() {
        return there(Keys.IO_URING_DISKS) + " || " + there(Keys.SCSI_QUEUES);
    }

    static String ioUringCondition() {
        return there(Keys.IO_URING_DISKS);
    }

    /** A whole number from 1 to {@link #MOST_QUEUES}, without sign, blanks and leading zeros; anything else is left alone. */
    static String queuesCondition() {
        return there(Keys.SCSI_QUEUES) + "\n&& " + QUEUES + ".matches(\"^[1-9][0-9]{0,3}$\")\n&& uint(" + QUEUES
                + ") <= " + MOST_QUEUES + "u";
    }

    /** Every disk as it is, those whose alias stands in the annotation with io_uring. */
    static String ioUring() {
        String driver = new Restated(LIBVIRT.get("DomainDiskDriver"), "d.Driver", Map.of("IO", "\"io_uring\"")).cel(10);
        String disk = new Restated(LIBVIRT.get("DomainDisk"), "d", Map.of("Driver", driver)).cel(8);
        return """
                Domain{
                  Devices: DomainDeviceList{
                    Disks: domainSpec.Devices.Disks.map(d,
                      d.Device == "disk" && has(d.Driver) && has(d.Alias) && d.Alias.Name != ""
                      && (" " + %s + " ").contains(" " + d.Alias.Name + " ")
                      ? %s
                      : d)
                  }
                }
                """.formatted(DISKS, disk);
    }

    /** Every controller as it is, those of virtio-scsi with the annotation's number of queues. */
    static String queues() {
        String count = "uint(" + QUEUES + ")";
        String driver =
                new Restated(LIBVIRT.get("DomainControllerDriver"), "c.Driver", Map.of("Queues", count)).cel(10);
        String either = "has(c.Driver) ? " + driver + " : DomainControllerDriver{Queues: " + count + "}";
        String controller = new Restated(LIBVIRT.get("DomainController"), "c", Map.of("Driver", either)).cel(8);
        return """
                Domain{
                  Devices: DomainDeviceList{
                    Controllers: domainSpec.Devices.Controllers.map(c,
                      c.Type == "scsi" && c.Model.startsWith("virtio")
                      ? %s
                      : c)
                  }
                }
                """.formatted(controller);
    }

    private static String annotation(String key) {
        return "vmi.Annotations[\"" + key + "\"]";
    }

    private static String there(String key) {
        return "\"" + key + "\" in vmi.Annotations";
    }
}
