package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
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
 * (CONV/converter.go, SetOptimalIOMode); io_uring it cannot say, so a Plugin or a hook sidecar delivers it beside the stored value.
 */
final class IoRule {
    /** The target's domain is made of the source's (pkg/virt-launcher/virtwrap/live-migration-source.go). */
    private static final String LATER = ", not when it migrates (the domain goes along)";

    static final Rule RULE = Rule.perDisk(Field.IO, IoRule::decide);

    private IoRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (Birth.outOfReach(draft, disk)) {
            return Birth.hotplugged(ask);
        }
        if (draft.expandsLater(disk, Field.IO)) {
            return ask.notExpanded();
        }
        boolean general = draft.profile().spec().workload() == Workload.GENERAL;
        boolean asked = ask.wish().is("io_uring");
        if (asked || ask.wish().is("auto") && !general) {
            Uring uring = Uring.of(draft, disk);
            if (uring.ready()) {
                return uring(draft, disk, ask, uring);
            }
            if (uring.setBefore() && !uring.contradicted()) {
                return ask.withReason(
                        DecisionReason.FACTS_STALE,
                        ask.set(
                                Uring.WORD,
                                "The disk has io_uring and keeps it for now: "
                                        + uring.missing().getFirst() + ".",
                                uring.shown()));
            }
            return asked ? unavailable(draft, disk, ask, uring.missing()) : auto(draft, disk, ask);
        }
        return ask.wish().is("auto") ? auto(draft, disk, ask) : spelled(draft, disk, ask);
    }

    private static Decision uring(Draft draft, Disk disk, Ask ask, Uring uring) {
        // io_uring stands beside the stored value, so a user's io yields nothing here but is what a fallback would use.
        Optional<Decision> users = ask.standingAgainstNothing();
        if (users.isPresent() && !draft.enforces()) {
            return users.get();
        }
        String stored = users.flatMap(Decision::value)
                .map(v -> " The stored io: " + v + " stays beside it, for a start without that.")
                .orElse("");
        boolean later =
                disk.running().filter(r -> !r.containsKey(Field.IO_URING)).isPresent();
        return ask.withReason(
                uring.stale() ? DecisionReason.FACTS_STALE : Hook.reason(draft),
                ask.set(
                        Uring.WORD,
                        Hook.named(draft) + " asks QEMU for io_uring when the VM starts" + (later ? LATER : "")
                                + "; QEMU may fall back to threads, and only the launcher's log says so." + stored
                                + (uring.stale() ? PlacementRule.SILENT : ""),
                        uring.shown()));
    }

    private static Decision unavailable(Draft draft, Disk disk, Ask ask, List<String> missing) {
        Decision fallback = auto(draft, disk, ask);
        if (fallback.reason() != DecisionReason.KUBE_VIRT_DECIDES) {
            return fallback;
        }
        // What is missing comes first, since a StoragePath has room for few facts.
        List<Evidence> evidence = new ArrayList<>();
        missing.forEach(m -> evidence.add(new Evidence("missing for io_uring", m)));
        evidence.addAll(List.of(draft.backing(disk).evidence()));
        return ask.alreadySo(
                DecisionReason.IO_URING_UNAVAILABLE,
                Optional.empty(),
                "io_uring cannot be had: " + missing.getFirst() + ". " + fallback.message(),
                evidence.toArray(Evidence[]::new));
    }

    private static Decision auto(Draft draft, Disk disk, Ask ask) {
        Backing backing = draft.backing(disk);
        Optional<String> cached = draft.value(disk, Field.CACHE).filter(c -> !c.equals("none"));
        String message = cached.map(c -> "With cache " + c + " KubeVirt leaves io to QEMU's threads.")
                .orElse(
                        backing.directIoProven()
                                ? "KubeVirt itself takes io native here, which is the shortest of its own choices."
                                : "KubeVirt takes io native where it finds a block device or a preallocated file, else QEMU's"
                                        + " threads.");
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
