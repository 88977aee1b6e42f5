package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Backing;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.Optional;

/** The block size that the guest sees: like the bus, but never changed below an image (ADM/disks.go, blockSize). */
final class BlockSizeRule {
    static final Rule RULE = Rule.perDisk(Field.BLOCK_SIZE, BlockSizeRule::decide);

    private BlockSizeRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (disk.volume().hotpluggable()) {
            return Birth.hotplugged(ask);
        }
        if (draft.expandsLater(disk, Field.BLOCK_SIZE)) {
            return ask.notExpanded();
        }
        String size = ask.wish().word();
        var ours = draft.ledger().live(ask.disk(), Field.BLOCK_SIZE);
        if (ours.isPresent() && ours.get().to().equals(size)) {
            return ask.remembered(
                    DecisionReason.REMEMBERED, size, "It was set to " + size + ", and a guest may know it.");
        }
        Backing backing = draft.backing(disk);
        if (size.equals("match") && !backing.known()) {
            return ask.unknown(
                    DecisionReason.VOLUME_NOT_YET_KNOWN,
                    "blockSize match is for Block volumes, and the volumeMode is not known yet.",
                    backing.evidence());
        }
        Optional<Decision> stands = ask.standing(size);
        if (stands.isPresent()) {
            return stands.get();
        }
        if (size.equals("match") && backing.kind() != Backing.Kind.BLOCK) {
            return ask.refuse(
                    DecisionReason.BLOCK_SIZE_NEEDS_BLOCK,
                    "blockSize match takes the size from the block device below, and this volume is none; use b512 or b4096,"
                            + " or a Block volume.",
                    backing.evidence());
        }
        if (size.equals("b4096") && draft.onBus(disk, "sata")) {
            return ask.refuse(
                    DecisionReason.SATA_NEEDS512,
                    "A sata disk's logical block size must be 512: use b512, or bus virtio or scsi.");
        }
        Birth birth = Birth.of(draft, disk);
        if (!birth.blank() && !draft.consented()) {
            return ask.refuse(
                    DecisionReason.GUEST_KNOWS_IT,
                    "Another block size would make the data on the disk unreadable: " + birth.why() + ". "
                            + Birth.CONSENT,
                    new Evidence("disk " + disk.name(), birth.why()));
        }
        return ask.set(
                size.equals("match")
                        ? "The guest sees the block size of the device below."
                        : "The guest sees a block size of " + size.substring(1) + " bytes.",
                backing.evidence());
    }
}
