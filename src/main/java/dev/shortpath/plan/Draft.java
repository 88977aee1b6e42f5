package dev.shortpath.plan;

import dev.shortpath.api.Delivery;
import dev.shortpath.api.DiskRule;
import dev.shortpath.api.OnUserValue;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan in the making: the facts, and what the rules before this one decided. Immutable. */
public final class Draft {
    private final Situation facts;
    private final Profile profile;
    private final Deliveries.Chosen delivery;
    private final Ledger ledger;
    private final List<Decision> decisions;
    private final Map<Place, Decision> byPlace = new HashMap<>();
    private final Map<Disk, Matching> matchings;

    /** Nothing is decided yet. */
    Draft(Situation facts, Profile profile, Ledger ledger) {
        this.facts = facts;
        this.profile = profile;
        this.delivery = Deliveries.choose(facts, profile);
        this.ledger = ledger;
        this.decisions = List.of();
        this.matchings = matchings(facts, profile);
    }

    private Draft(Draft before, List<Decision> decisions) {
        this.facts = before.facts;
        this.profile = before.profile;
        this.delivery = before.delivery;
        this.ledger = before.ledger;
        this.matchings = before.matchings;
        this.decisions = List.copyOf(decisions);
        decisions.forEach(d -> byPlace.putIfAbsent(new Place(d.disk(), d.field()), d));
    }

    // By identity: a disk is looked up for every field, and its record is large.
    private static Map<Disk, Matching> matchings(Situation facts, Profile profile) {
        Map<Disk, Matching> matchings = new IdentityHashMap<>();
        facts.vm().disks().forEach(d -> matchings.put(d, Matching.of(profile, d, facts.cluster())));
        return matchings;
    }

    Matching matching(Disk disk) {
        return matchings.get(disk);
    }

    public Draft with(List<Decision> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(more);
        return new Draft(this, all);
    }

    public Situation facts() {
        return facts;
    }

    public Profile profile() {
        return profile;
    }

    Deliveries.Chosen delivery() {
        return delivery;
    }

    /** Whether the VM's spec is its owner's alone, and its VMIs get the plan. */
    public boolean onInstance() {
        return delivery.delivery() == Delivery.INSTANCE;
    }

    public Ledger ledger() {
        return ledger;
    }

    public List<Decision> decisions() {
        return decisions;
    }

    public Vm vm() {
        return facts.vm();
    }

    public boolean enforces() {
        return profile.spec().onUserValue() == OnUserValue.ENFORCE;
    }

    public boolean consented() {
        return vm().consents();
    }

    /** Whether the VM has no machine and is not to get one by itself: what a guest would miss may be added. */
    public boolean stopped() {
        return facts.moment().birth() || vm().running().isEmpty() && !vm().toRun();
    }

    /** Whether a host device of ours goes, since nothing asks for it, or can give it, and the VM's owner consents. */
    public boolean letsGo(Optional<String> device, Field field) {
        return field.scope() == Field.Scope.DEVICE
                && consented()
                && decision(device, field).filter(d -> !d.is(Verdict.REFUSE)).isEmpty();
    }

    /** Queues of the virtio-scsi controller: one a vCPU, up to 8. */
    public int scsiQueues() {
        return Math.clamp(vm().machine().vcpus(), 1, 8);
    }

    /** Whether this very request brings the disk, so that no guest knows it. */
    public boolean born(Disk disk) {
        return facts.moment().newDisks().contains(disk.name());
    }

    /** Disks of kinds that can be taken at all, whatever the profile's rules say. */
    public List<Disk> takeable() {
        return vm().disks().stream()
                .filter(d ->
                        d.kind() == DiskKind.DISK && d.volume().type().kind().isPresent())
                .toList();
    }

    /** Disks that a rule, or the workload, takes. */
    public List<Disk> taken() {
        return takeable().stream()
                .filter(d -> decision(Optional.of(d.name()), Field.DISK).isEmpty())
                .toList();
    }

    public Optional<Wish> wish(Disk disk, Field field) {
        return matching(disk) instanceof Matching.Taken taken
                ? Wishes.ofDisk(profile, taken.rule(), field)
                : Optional.empty();
    }

    public Optional<DiskRule> rule(Disk disk) {
        return matching(disk) instanceof Matching.Taken taken ? taken.rule() : Optional.empty();
    }

    public Optional<Wish> wish(Field field) {
        return Wishes.ofVm(profile, field);
    }

    public Optional<Decision> decision(Optional<String> disk, Field field) {
        return Optional.ofNullable(byPlace.get(new Place(disk, field)));
    }

    /** The value that the field has once this plan is written: ours, or what it has without us. */
    public Optional<String> value(Optional<String> disk, Field field) {
        Optional<String> set =
                decision(disk, field).filter(d -> d.is(Verdict.SET)).flatMap(Decision::value);
        if (set.isPresent()) {
            return set;
        }
        Optional<String> known =
                field.guestVisible() ? ledger.live(disk, field).map(Applied.Entry::to) : Optional.empty();
        return known.or(() -> ledger.owners(disk, field)
                .filter(v -> effective(disk, field, v))
                .map(Value::word));
    }

    // KubeVirt applies a preference's dedicatedIOThread to virtio disks only (IT/preference/apply/disk.go).
    private boolean effective(Optional<String> disk, Field field, Value value) {
        return field != Field.IO_THREAD
                || value.origin() != Origin.PREFERENCE
                || value(disk, Field.BUS).equals(Optional.of("virtio"));
    }

    public Optional<String> value(Disk disk, Field field) {
        return value(Optional.of(disk.name()), field);
    }

    public boolean onBus(Disk disk, String bus) {
        return value(disk, Field.BUS).equals(Optional.of(bus));
    }

    /** Permanent disks that a profile can take and that are on a bus once the plan is written. */
    public List<Disk> onBus(String bus) {
        return takeable().stream()
                .filter(d -> !d.volume().hotpluggable() && onBus(d, bus))
                .toList();
    }

    /** Whether a preference that is not known yet may give the field, so that nothing can be said of it. */
    public boolean expandsLater(Disk disk, Field field) {
        return vm().expansionProblem().isPresent()
                && vm().machine().preference().isPresent()
                && !disk.written().containsKey(field);
    }

    public Backing backing(Disk disk) {
        return Backing.of(
                disk,
                decision(Optional.of(disk.name()), Field.VOLUME_MODE)
                        .filter(d -> d.is(Verdict.SET))
                        .flatMap(Decision::value));
    }

    /** The class of the disk's claim as far as it is known. */
    public Optional<String> storageClass(Disk disk) {
        return decision(Optional.of(disk.name()), Field.STORAGE_CLASS)
                .filter(d -> d.is(Verdict.SET))
                .flatMap(Decision::value)
                .or(() -> Matching.storageClass(disk, facts.cluster()));
    }
}
