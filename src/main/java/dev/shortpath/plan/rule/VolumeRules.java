package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Backing;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a DataVolume template gets when its VM is born. KubeVirt makes the DataVolume within seconds, and neither it nor
 * a claim's volumeMode can be changed afterwards.
 */
final class VolumeRules {
    static final Rule STORAGE_CLASS = born(Field.STORAGE_CLASS, VolumeRules::storageClass);
    static final Rule VOLUME_MODE = born(Field.VOLUME_MODE, VolumeRules::volumeMode);
    static final Rule PREALLOCATION = born(Field.PREALLOCATION, VolumeRules::preallocation);
    static final Rule FORMAT = Rule.perDisk(Field.VOLUME_FORMAT, VolumeRules::format);

    private VolumeRules() {}

    @FunctionalInterface
    private interface TemplateAnswer {
        Decision decide(Draft draft, Template template, Ask ask);
    }

    private static Rule born(Field field, TemplateAnswer answer) {
        return Rule.perDisk(field, (draft, disk, ask) -> {
            Optional<Applied.Entry> ours = draft.ledger().live(ask.disk(), field);
            if (ours.isPresent()) {
                Optional<Template> another = disk.volume()
                        .template()
                        .filter(t -> t.made() == Presence.ABSENT
                                && ask.wiped(ours.get().to()));
                Optional<Decision> anew = another.map(t -> answer.decide(draft, t, ask))
                        .filter(d -> !d.is(Verdict.SET)
                                || !d.value().equals(Optional.of(ours.get().to())));
                if (anew.isPresent()) {
                    return anew.get().is(Verdict.SET)
                            ? ask.notApplicable(
                                    DecisionReason.NOT_NEW,
                                    "It is for DataVolume templates of a VM that is being created.",
                                    new Evidence("volume " + disk.volume().name(), "another template"))
                            : anew.get();
                }
                return ask.remembered(
                        DecisionReason.REMEMBERED,
                        ours.get().to(),
                        "It was set to " + ours.get().to() + " at the VM's birth.");
            }
            if (disk.volume().hotpluggable()) {
                return Birth.hotplugged(ask);
            }
            Optional<Template> template = disk.volume().template();
            if (template.isEmpty() || !draft.born(disk) || template.get().made() != Presence.ABSENT) {
                return ask.notApplicable(
                        DecisionReason.NOT_NEW,
                        "It is for DataVolume templates of a VM that is being created; "
                                + (template.isEmpty()
                                        ? "this volume has no template in the VM."
                                        : "this volume's DataVolume is there, or was made when the VM was created."),
                        new Evidence(
                                "volume " + disk.volume().name(),
                                template.isEmpty() ? "no template" : "not being born"));
            }
            return answer.decide(draft, template.get(), ask);
        });
    }

    private static Decision storageClass(Draft draft, Template template, Ask ask) {
        String name = ask.wish().word();
        Optional<Decision> stands = ask.standing(name).or(() -> verbatim(template, ask, Field.STORAGE_CLASS));
        if (stands.isPresent()) {
            return stands.get();
        }
        if (draft.facts().cluster().classes().isEmpty()) {
            return ask.unknown(DecisionReason.VOLUME_NOT_YET_KNOWN, "The cluster's storage classes were not read.");
        }
        return notThere(draft, ask, name)
                .orElseGet(() -> ask.set(
                        "The claim is made of storage class " + name + ".",
                        new Evidence("StorageClass " + name, "there")));
    }

    /** Says of a class that the cluster has none of its name; empty where it has, or where classes were not read. */
    private static Optional<Decision> notThere(Draft draft, Ask ask, String name) {
        return draft.facts()
                .cluster()
                .classes()
                .filter(all -> all.stream().noneMatch(c -> c.name().equals(name)))
                .map(all -> ask.refuse(
                        DecisionReason.STORAGE_CLASS_NOT_FOUND,
                        "The cluster has no storage class " + name + "; it has "
                                + all.stream().map(StorageClass::name).sorted().collect(Collectors.joining(", "))
                                + "."));
    }

    private static Decision volumeMode(Draft draft, Template template, Ask ask) {
        String mode = ask.wish().is("auto") ? "Block" : ask.wish().word();
        Optional<Decision> stands = ask.standing(mode).or(() -> verbatim(template, ask, Field.VOLUME_MODE));
        if (stands.isPresent()) {
            return stands.get();
        }
        if (mode.equals("Filesystem")) {
            return ask.set("The claim is made with a filesystem.", new Evidence("dataVolumeTemplate", template.name()));
        }
        Optional<Disk> disk = ask.disk().flatMap(draft.vm()::disk);
        Optional<String> name = disk.flatMap(draft::storageClass);
        Optional<StorageClass> known = name.flatMap(draft.facts().cluster()::storageClass);
        // CDI fills in missing accessModes from the class's sets for Block; where those name none, the claim is never
        // made.
        boolean modes = known.filter(k -> k.block() == Presence.PRESENT).isEmpty()
                || !template.accessModes().isEmpty()
                || known.filter(k -> !k.blockAccessModes().isEmpty()).isPresent();
        Presence block = known.map(StorageClass::block)
                .filter(b -> modes || b != Presence.PRESENT)
                .orElse(Presence.UNKNOWN);
        Optional<String> unserved = known.flatMap(k -> unserved(template, k));
        if (block == Presence.PRESENT && unserved.isEmpty()) {
            return ask.set(
                    mode,
                    "The claim is made as a raw block device, without a filesystem between.",
                    new Evidence("CDI's StorageProfile " + name.get(), "serves Block"));
        }
        Optional<Decision> missing = name.filter(n -> known.isEmpty()).flatMap(n -> notThere(draft, ask, n));
        if (missing.isPresent()) {
            return missing.get();
        }
        String word = name.map(n -> "storage class " + n).orElse("the storage class, which the template does not name");
        if (ask.wish().is("auto")) {
            return ask.kubevirtDecides(
                    "CDI chooses the volumeMode: " + word + " is not known to serve Block as asked.");
        }
        if (block == Presence.PRESENT) {
            return ask.refuse(
                    DecisionReason.CLASS_HAS_NO_BLOCK,
                    "CDI knows " + word + " to serve Block with "
                            + String.join(", ", known.get().blockAccessModes()) + " only, and the template asks for "
                            + unserved.get()
                            + ": its claim would never be bound. Ask for one of those, or choose another class.",
                    new Evidence("accessModes of dataVolumeTemplate " + template.name(), unserved.get()));
        }
        return block == Presence.ABSENT
                ? ask.refuse(
                        DecisionReason.CLASS_HAS_NO_BLOCK,
                        "CDI knows " + word + " to serve no Block volumes; choose another class.",
                        new Evidence("CDI's StorageProfile " + name.orElse(""), "serves no Block"))
                : ask.refuse(
                        DecisionReason.CLASS_NOT_KNOWN,
                        modes
                                ? "Block is set only for a class that is known to serve it, and CDI knows nothing of "
                                        + word + ". Name a class that serves Block, in the template or in the rule's"
                                        + " volume.storageClassName."
                                : "CDI knows no access mode in which " + word
                                        + " serves Block, and makes no claim without"
                                        + " one: write accessModes into the template.");
    }

    private static Optional<String> unserved(Template template, StorageClass known) {
        return known.blockAccessModes().isEmpty()
                ? Optional.empty()
                : template.accessModes().stream()
                        .filter(m -> !known.blockAccessModes().contains(m))
                        .findFirst();
    }

    private static Decision preallocation(Draft draft, Template template, Ask ask) {
        String word = ask.wish().word();
        if (ask.wish().is("auto")) {
            return ask.standingAgainstNothing()
                    .orElseGet(() -> ask.kubevirtDecides("CDI's own setting for preallocation holds."));
        }
        return ask.standing(word)
                .orElseGet(() -> ask.set(
                        word.equals("Always")
                                ? "Every block is written when the volume is made; KubeVirt then turns discard off."
                                : "The volume is made thin.",
                        new Evidence("dataVolumeTemplate", template.name())));
    }

    // A `pvc` template is taken verbatim by CDI: the owner's own words, also where they leave something out.
    private static Optional<Decision> verbatim(Template template, Ask ask, Field field) {
        return template.storage()
                ? Optional.empty()
                : Optional.of(ask.yieldTo(
                        DecisionReason.USER_VALUE,
                        template.written()
                                .getOrDefault(field, field == Field.VOLUME_MODE ? "Filesystem" : "the default class"),
                        "The template is written as pvc, which CDI takes word for word; write it as storage to let the profile"
                                + " decide."));
    }

    private static Decision format(Draft draft, Disk disk, Ask ask) {
        if (disk.volume().hotpluggable()) {
            return Birth.hotplugged(ask);
        }
        VolumeType type = disk.volume().type();
        boolean qcow2 = ask.wish().is("qcow2");
        Backing backing = draft.backing(disk);
        boolean keptAsQcow2 = backing.kind() == Backing.Kind.QCOW2;
        if (keptAsQcow2 && !ask.wish().spelledOut()) {
            return ask.notApplicable(
                    DecisionReason.NOT_NEW,
                    "A workload's format is for new volumes of templates; KubeVirt keeps this one as qcow2.");
        }
        if (keptAsQcow2 == qcow2) {
            return ask.alreadySo(
                    DecisionReason.KUBE_VIRT_DECIDES,
                    Optional.of(ask.wish().word()),
                    qcow2
                            ? "KubeVirt keeps this kind of volume as a qcow2 file."
                            : "KubeVirt and CDI keep this kind of volume raw.",
                    backing.evidence());
        }
        return qcow2
                ? ask.refuse(
                        DecisionReason.QCOW2_NOT_ON_CLAIMS,
                        type.claimed()
                                ? "CDI converts every image on a claim to raw. For thin provisioning and snapshots use a storage class"
                                        + " that has them (VolumeSnapshots)."
                                : "KubeVirt reads this kind of volume as raw.",
                        backing.evidence())
                : ask.refuse(
                        DecisionReason.NOT_RAW,
                        "KubeVirt keeps this kind of volume as qcow2; for a raw one use a DataVolume.",
                        backing.evidence());
    }
}
