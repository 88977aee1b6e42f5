package dev.shortpath.plan.rule;

import dev.shortpath.api.DiskMatch;
import dev.shortpath.api.DiskRule;
import dev.shortpath.api.Io;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.plan.Backing;
import dev.shortpath.plan.Draft;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether io_uring may be used on what lies below a disk.
 *
 * <p>Never, whatever a profile says: what Proxmox learned (qemu-server, storage_allows_io_uring_default, used by its 7.0 and
 * later): LVM, where it hangs with a host cache and sometimes without; krbd with a host cache, where it hangs; CIFS, where it
 * has made trouble since kernel 5.15. Proxmox denies thick LVM; whether an LVM class is thin cannot be seen here, so all are
 * denied. Any claim that QEMU opens with a host cache is denied, since what stacks below other classes cannot be seen.
 *
 * <p>By itself, where Proxmox takes it by default and KubeVirt is sure to open it with O_DIRECT: RBD, ZFS volumes, iSCSI; and
 * files of the node's own filesystem (Proxmox' `dir`).
 *
 * <p>Else in doubt, and then not used: unless the rule that asks for io_uring names the disk's storage class, and so vouches for
 * it. Filesystem claims that are not preallocated, NFS among them, are not for sure opened with O_DIRECT, so nobody can.
 */
public final class UringGround {
    private static final String LVM = "it is LVM, where io_uring is known to hang";
    private static final String SMB = "it is CIFS, where io_uring has made trouble since kernel 5.15";

    private static final Map<String, String> NEVER = Map.of(
            "topolvm.io", LVM,
            "topolvm.cybozu.com", LVM,
            "local.csi.openebs.io", LVM,
            "lvm.csi.metal-stack.io", LVM,
            "carina.storage.io", LVM,
            "smb.csi.k8s.io", SMB,
            "file.csi.azure.com", SMB);

    /** Rook puts the name of its namespace before Ceph CSI's. */
    private static final String RBD = "rbd.csi.ceph.com";

    private static final Set<String> GOOD = Set.of(RBD, "zfs.csi.openebs.io", "iscsi.csi.k8s.io");

    private UringGround() {}

    /** Why disks of a class must never have it; empty where nothing is known against it. */
    public static Optional<String> denial(StorageClass read) {
        if (read.ioUringDenied()) {
            return Optional.of("storage class " + read.name() + " is annotated shortpath.dev/io-uring: deny");
        }
        return Optional.ofNullable(NEVER.get(read.provisioner()))
                .map(why -> "storage class " + read.name() + " is of " + read.provisioner() + ": " + why);
    }

    /** What keeps a disk from it. */
    static Optional<Uring.Link> missing(Draft draft, Disk disk) {
        if (disk.volume().claim().isEmpty()) {
            return Optional.empty();
        }
        Optional<StorageClass> read =
                draft.storageClass(disk).flatMap(draft.facts().cluster()::storageClass);
        Optional<Uring.Link> never = read.flatMap(UringGround::denial)
                .map(why -> Uring.Link.seen("its " + why))
                .or(() -> cached(draft, disk));
        if (never.isPresent()) {
            return never;
        }
        if (read.isEmpty()) {
            return Optional.of(Uring.Link.notKnown(
                    "the storage class of its claim is not known, and with it whether io_uring is safe there"));
        }
        Backing backing = draft.backing(disk);
        if (!backing.directIoProven()) {
            String what = "its volume may not be opened with O_DIRECT ("
                    + backing.evidence().text() + "), and io_uring is known to hang with a host cache";
            return Optional.of(backing.known() ? Uring.Link.seen(what) : Uring.Link.notKnown(what));
        }
        return good(read.get().provisioner()) || vouched(draft, disk, read.get().name())
                ? Optional.empty()
                : Optional.of(Uring.Link.seen("nobody vouches for io_uring on storage class "
                        + read.get().name() + " (" + read.get().provisioner()
                        + "); a rule with io: io_uring that names it in match.storageClassNames does"));
    }

    private static Optional<Uring.Link> cached(Draft draft, Disk disk) {
        return draft.value(disk, Field.CACHE)
                .filter(c -> !c.equals("none"))
                .map(c -> Uring.Link.seen("it has cache " + c + ", and io_uring is known to hang with a host cache"));
    }

    private static boolean good(String provisioner) {
        return GOOD.contains(provisioner) || provisioner.endsWith("." + RBD);
    }

    private static boolean vouched(Draft draft, Disk disk, String storageClass) {
        return draft.rule(disk)
                .filter(r -> r.io() == Io.IO_URING)
                .map(DiskRule::match)
                .map(DiskMatch::storageClassNames)
                .filter(names -> names.contains(storageClass))
                .isPresent();
    }
}
