package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Backing;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.Optional;

/**
 * The host page cache. KubeVirt probes O_DIRECT for an empty field and takes `none` where it can (CONV/converter.go,
 * SetDriverCacheMode); an explicit `none` where it cannot is a failed start.
 */
final class CacheRule {
    static final Rule RULE = Rule.perDisk(Field.CACHE, CacheRule::decide);

    private CacheRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (Birth.outOfReach(draft, disk)) {
            return Birth.hotplugged(ask);
        }
        if (draft.expandsLater(disk, Field.CACHE)) {
            return ask.notExpanded();
        }
        Backing backing = draft.backing(disk);
        boolean asksNone = ask.wish().is("none");
        if (ask.wish().is("auto") || asksNone && !ask.wish().spelledOut()) {
            Optional<String> certain = backing.directIoProven() ? Optional.of("none") : Optional.empty();
            return ask.standingAgainstNothing()
                    .orElseGet(() -> ask.kubevirtDecides(certain, kubevirts(backing), backing.evidence()));
        }
        if (asksNone && !backing.known()) {
            return ask.unknown(
                    DecisionReason.VOLUME_NOT_YET_KNOWN,
                    "Whether the volume takes O_DIRECT depends on its volumeMode, which is not known yet.",
                    backing.evidence());
        }
        Optional<Decision> stands = ask.standing(ask.wish().word());
        if (stands.isPresent()) {
            return stands.get();
        }
        if (asksNone) {
            return backing.directIoProven()
                    ? ask.set("The host's page cache is bypassed (O_DIRECT).", backing.evidence())
                    : ask.refuse(
                            DecisionReason.DIRECT_IO_NOT_PROVEN,
                            "cache none fails the start where the volume takes no O_DIRECT, which is proven only for Block"
                                    + " volumes and preallocated files; leave it out, KubeVirt probes and takes none where it can.",
                            backing.evidence());
        }
        return buffered(draft, disk, ask, backing);
    }

    private static Decision buffered(Draft draft, Disk disk, Ask ask, Backing backing) {
        if (disk.shareable()) {
            return ask.refuse(
                    DecisionReason.SHAREABLE_NEEDS_CACHE_NONE,
                    "The disk is shareable, and the page cache of one node is not seen on another: only cache none is safe.",
                    new Evidence("disk " + disk.name(), "shareable"));
        }
        boolean nativeStands =
                draft.ledger().owners(ask.disk(), Field.IO).map(Value::word).equals(Optional.of("native"));
        boolean ioIsReplaced = draft.enforces()
                && draft.wish(disk, Field.IO).filter(w -> w.is("threads")).isPresent();
        if (nativeStands && !ioIsReplaced) {
            return ask.refuse(
                    DecisionReason.NATIVE_NEEDS_CACHE_NONE,
                    "The disk has io native, which QEMU starts only with cache none; take io out, or ask for cache none.");
        }
        return ask.set("The host's page cache is used (" + ask.wish().word() + ").", backing.evidence());
    }

    private static String kubevirts(Backing backing) {
        return switch (backing.kind()) {
            case BLOCK, PREALLOCATED -> "KubeVirt probes O_DIRECT at the start and takes cache none here by itself.";
            default ->
                "KubeVirt probes O_DIRECT at the start: it takes cache none where the volume can, else writethrough.";
        };
    }
}
