package dev.shortpath.generate;

import com.google.common.primitives.UnsignedLong;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Domains of KubeVirt's in the model of libvirt's structs. */
final class Domains {
    private Domains() {}

    /** A domain that has more than these: what no hook names must stay, too. */
    static Struct domain(List<Struct> disks, List<Struct> controllers) {
        Struct devices = Shapes.with("DomainDeviceList", Set.of("Emulator", "MemBalloon"), false)
                .with("Disks", disks)
                .with("Controllers", controllers);
        return Shapes.with("Domain", Set.of("Name", "IOThreads", "CPU"), false).with("Devices", devices);
    }

    static Struct onlyDisk(Struct disk) {
        return domain(List.of(disk), List.of());
    }

    static Struct onlyController(Struct controller) {
        return domain(List.of(), List.of(controller));
    }

    /** A disk as KubeVirt makes it. */
    static Struct disk(String device, String alias) {
        Struct driver = Shapes.with("DomainDiskDriver", Set.of("Name", "Type", "Cache", "IO"), false);
        return named(device, alias, Shapes.with("DomainDisk", Set.of("Source", "Target"), false), driver);
    }

    /** Any disk, with what the hook looks at. */
    static Struct named(String device, String alias, Struct disk, Struct driver) {
        Struct name = Struct.of(LibvirtCel.struct("DomainAlias"), Map.of("Name", alias));
        return disk.with("Device", device).with("Driver", driver).with("Alias", name);
    }

    static Struct onIoUring(Struct disk) {
        return disk.with("Driver", disk.struct("Driver").with("IO", "io_uring"));
    }

    /** Any controller, as the one that KubeVirt makes for virtio-scsi. */
    static Struct scsi(Struct controller) {
        return controller.with("Type", "scsi").with("Model", "virtio-non-transitional");
    }

    static Struct queued(Struct controller, int queues) {
        Struct driver = controller
                .find("Driver")
                .map(Struct.class::cast)
                .orElseGet(() -> Shapes.with("DomainControllerDriver", Set.of(), false));
        return controller.with("Driver", driver.with("Queues", UnsignedLong.valueOf(queues)));
    }
}
