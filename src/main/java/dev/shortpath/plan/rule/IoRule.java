package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Backing;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How I/O is submitted. KubeVirt takes native by itself for block devices and preallocated files opened with O_DIRECT
 * (CONV/converter.go, SetOptimalIOMode); io_uring it cannot say, so a Plugin delivers it beside the stored value.
 */
final class IoRule {
    static final Rule RULE = Rule.perDisk(Field.IO, IoRule::decide);

    private IoRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (Birth.outOfReach(draft, disk)) {
            return Birth.hotplugged(ask);
        }
        boolean general = draft.profile().spec().workload() == Workload.GENERAL;
        boolean asked = ask.wish().is("io_uring");
        if (asked || ask.wish().is("auto") && !general) {
            List<String> missing = missing(draft, disk);
            if (missing.isEmpty()) {
                return uring(draft, ask);
            }
            return asked ? unavailable(draft, disk, ask, missing) : auto(draft, disk, ask);
        }
        return ask.wish().is("auto") ? auto(draft, disk, ask) : spelled(draft, disk, ask);
    }

    private static Decision uring(Draft draft, Ask ask) {
        // io_uring stands beside the stored value, so a user's io yields nothing here but is what a fallback would use.
        Optional<Decision> users = ask.standingAgainstNothing().filter(_ -> !draft.enforces());
        if (users.isPresent()) {
            return users.get();
        }
        Decision set = ask.set(
                "io_uring",
                "KubeVirt's Plugin gives the disk io_uring when its VM starts.",
                new Evidence("KubeVirt Plugin shortpath", "ready"));
        return new Decision(
                set.disk(),
                set.field(),
                set.verdict(),
                DecisionReason.PLUGIN_READY,
                set.value(),
                set.wanted(),
                set.message(),
                set.evidence(),
                set.spelledOut());
    }

    private static List<String> missing(Draft draft, Disk disk) {
        List<String> missing = new ArrayList<>();
        if (disk.volume().hotpluggable()) {
            missing.add("domain hooks do not see hotplugged disks");
        }
        if (!draft.onBus(disk, "virtio") && !draft.onBus(disk, "scsi")) {
            missing.add("io_uring is for virtio and scsi disks");
        }
        Capability plugin = draft.facts().cluster().deliveries().ioUring();
        missing.addAll(plugin.missing());
        if (!plugin.ready() && plugin.missing().isEmpty()) {
            missing.add("KubeVirt's Plugin is not ready");
        }
        boolean denied = draft.storageClass(disk)
                .flatMap(c -> draft.facts().cluster().storageClass(c))
                .filter(c -> c.ioUringDenied())
                .isPresent();
        if (denied) {
            missing.add("its storage class is annotated shortpath.dev/io-uring: deny");
        }
        if (plugin.ready() && draft.facts().nodes().stream().noneMatch(IoRule::allows)) {
            missing.add("no node is known to allow io_uring (label shortpath.dev/io-uring: allowed)");
        }
        return missing;
    }

    private static boolean allows(Node node) {
        return "allowed".equals(node.labels().get("shortpath.dev/io-uring"));
    }

    private static Decision unavailable(Draft draft, Disk disk, Ask ask, List<String> missing) {
        Decision fallback = auto(draft, disk, ask);
        if (fallback.reason() != DecisionReason.KUBE_VIRT_DECIDES) {
            return fallback;
        }
        List<Evidence> evidence = new ArrayList<>(fallback.evidence());
        missing.forEach(m -> evidence.add(new Evidence("missing for io_uring", m)));
        return new Decision(
                fallback.disk(),
                fallback.field(),
                fallback.verdict(),
                DecisionReason.IO_URING_UNAVAILABLE,
                Optional.empty(),
                fallback.wanted(),
                "io_uring cannot be had: " + missing.getFirst() + ". " + fallback.message(),
                evidence,
                fallback.spelledOut());
    }

    private static Decision auto(Draft draft, Disk disk, Ask ask) {
        Backing backing = draft.backing(disk);
        String message = backing.directIoProven()
                ? "KubeVirt itself takes io native here, which is the shortest of its own choices."
                : "KubeVirt takes io native where it finds a block device or a preallocated file, else QEMU's threads.";
        return ask.standingAgainstNothing().orElseGet(() -> ask.kubevirtDecides(message, backing.evidence()));
    }

    private static Decision spelled(Draft draft, Disk disk, Ask ask) {
        Backing backing = draft.backing(disk);
        boolean asksNative = ask.wish().is("native");
        if (asksNative && !backing.known()) {
            return ask.unknown(
                    DecisionReason.VOLUME_NOT_YET_KNOWN,
                    "io native needs O_DIRECT, which depends on the volumeMode, which is not known yet.",
                    backing.evidence());
        }
        Optional<Decision> stands = ask.standing(ask.wish().word());
        if (stands.isPresent()) {
            return stands.get();
        }
        if (!asksNative) {
            return ask.set("QEMU's worker threads submit the I/O.", backing.evidence());
        }
        Optional<String> cache = draft.value(disk, Field.CACHE);
        if (cache.filter(c -> !c.equals("none")).isPresent()) {
            return ask.refuse(
                    DecisionReason.NATIVE_NEEDS_CACHE_NONE,
                    "QEMU starts io native only with cache none, and the disk has cache " + cache.get()
                            + "; KubeVirt would admit the VM and fail to start it.",
                    new Evidence("cache of disk " + disk.name(), cache.get()));
        }
        return backing.directIoProven()
                ? ask.set("Linux AIO submits the I/O (io native).", backing.evidence())
                : ask.refuse(
                        DecisionReason.DIRECT_IO_NOT_PROVEN,
                        "io native needs O_DIRECT, which is proven only for Block volumes and preallocated files; leave io out:"
                                + " KubeVirt takes native where it can.",
                        backing.evidence());
    }
}
