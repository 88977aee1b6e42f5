package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.VolumeType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a guest can know a disk (API.md, section 4, guest-visible fields).
 *
 * @param now whether this very request brings the disk
 * @param blank whether it is brought and starts blank
 * @param why for a person
 */
public record Birth(boolean now, boolean blank, String why) {
    public static final String CONSENT =
            "To consent to one such change, annotate the VM with shortpath.dev/allow-guest-change: \"true\".";

    public static final String LET_GO =
            "To let the VM go without it, stop it and annotate it with shortpath.dev/allow-guest-change: \"true\".";

    private static final Set<Field> DECIDED_WHEN_ADDED =
            EnumSet.of(Field.BUS, Field.IO, Field.CACHE, Field.ERROR_POLICY);

    public static Birth of(Draft draft, Disk disk) {
        if (!draft.born(disk)) {
            return new Birth(false, false, "a guest may know this disk");
        }
        if (disk.volume().type() == VolumeType.EMPTY_DISK) {
            return new Birth(true, true, "it is born blank (emptyDisk)");
        }
        Optional<Template> template = disk.volume().template();
        if (template.isPresent() && template.get().blank()) {
            return template.get().made() == Presence.ABSENT
                    ? new Birth(true, true, "it is born blank (from the VM's own template)")
                    : new Birth(true, false, "a claim of its name may be there already, with data on it");
        }
        return new Birth(true, false, "it is born with an image or a claim that a guest may know");
    }

    /** A blank disk's bus may be chosen; one with an image only by a rule that spells the bus out. */
    public boolean busMayChange(boolean spelledOut) {
        return blank || now && spelledOut && !why.startsWith("a claim");
    }

    public static Decision hotplugged(Ask ask) {
        Optional<Applied.Entry> ours = ask.draft().ledger().live(ask.disk(), ask.field());
        if (ours.isPresent()) {
            String to = ours.get().to();
            return ask.remembered(
                    DecisionReason.REMEMBERED,
                    to,
                    "It was set to " + to + " when the disk was added, and a hotpluggable volume's disk is left alone"
                            + " afterwards.");
        }
        return ask.notApplicable(
                DecisionReason.HOTPLUGGED,
                DECIDED_WHEN_ADDED.contains(ask.field())
                        ? "The volume is hotpluggable: bus, io, cache and errorPolicy are decided only in the update that adds"
                                + " its disk."
                        : "The volume is hotpluggable, and " + ask.field().path()
                                + " is decided for permanent volumes only.",
                new Evidence("volume " + ask.disk().orElse(""), "hotpluggable"));
    }

    /** Whether a hotpluggable volume keeps a field out of reach at this moment. */
    public static boolean outOfReach(Draft draft, Disk disk) {
        return disk.volume().hotpluggable() && (draft.facts().moment().birth() || !draft.born(disk));
    }
}
