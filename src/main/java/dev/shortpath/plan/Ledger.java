package dev.shortpath.plan;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of the VM's values is ours, by the annotation `shortpath.dev/applied` (API.md, "What is remembered"). */
public final class Ledger {
    /** How a remembered value stands in the VM now. */
    enum Standing {
        OURS,
        WIPED,
        REPLACED,
        GONE
    }

    private final Vm vm;
    private final List<Applied.Entry> entries;
    private final boolean foreign;
    private final Map<Place, Applied.Entry> byPlace = new HashMap<>();
    private final Map<String, Disk> disks = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<Optional<String>> unsafe = new HashSet<>();

    private Ledger(Vm vm, List<Applied.Entry> entries, boolean foreign) {
        this.vm = vm;
        this.entries = entries;
        this.foreign = foreign;
        entries.forEach(e -> byPlace.putIfAbsent(new Place(e.disk(), e.field()), e));
        for (Disk disk : vm.disks()) {
            disks.putIfAbsent(disk.name(), disk);
            positions.putIfAbsent(disk.name(), positions.size());
        }
        // Values that were there before ours, and with which KubeVirt could not start the VM as it is now, are not
        // used.
        Set<Optional<String>> faulty = Faults.places(vm, standingOwners());
        unsafe.addAll(faulty);
        unsafe.removeAll(Faults.places(vm, standingOwners()));
    }

    /** Reads what is remembered, as it counts for this VM and the profile that binds it now. */
    static Ledger of(Situation situation, Optional<Profile> bound) {
        Applied applied = situation.applied();
        Vm vm = situation.vm();
        boolean foreign =
                applied.vm().isPresent() && !applied.vm().equals(vm.id().key());
        boolean restored = vm.restoreMark().isPresent() && !vm.restoreMark().equals(applied.restore());
        boolean another = bound.isPresent() && !bound.get().name().equals(applied.profile());
        boolean owners = another && (foreign || onRemoval(situation) == OnRemoval.KEEP);
        List<Applied.Entry> entries = new ArrayList<>(applied.entries().stream()
                .filter(e -> !restored && (!owners || e.field().guestVisible() || plugins(e.field())))
                .map(e -> foreign ? new Applied.Entry(e.disk(), e.field(), e.to(), Optional.empty()) : e)
                .toList());
        if (applied.present() && applied.problem().isEmpty()) {
            entries.addAll(unrecorded(vm, entries));
        }
        return new Ledger(vm, List.copyOf(entries), foreign);
    }

    static boolean carriesPlugins(Vm vm) {
        return !unrecorded(vm, List.of()).isEmpty();
    }

    // The Plugin's annotations are ours wherever they stand beside an `applied`, with or without an entry.
    private static List<Applied.Entry> unrecorded(Vm vm, List<Applied.Entry> entries) {
        List<Applied.Entry> more = new ArrayList<>();
        Optional.ofNullable(vm.written().get(Field.SCSI_QUEUES))
                .ifPresent(to -> more.add(plugins(Optional.empty(), Field.SCSI_QUEUES, to)));
        vm.disks().stream()
                .filter(d -> d.written().containsKey(Field.IO_URING))
                .forEach(d -> more.add(plugins(
                        Optional.of(d.name()), Field.IO_URING, d.written().get(Field.IO_URING))));
        more.removeIf(m -> entries.stream().anyMatch(e -> e.isFor(m.disk(), m.field())));
        return more;
    }

    private static Applied.Entry plugins(Optional<String> disk, Field field, String to) {
        return new Applied.Entry(disk, field, to, Optional.empty());
    }

    static boolean plugins(Field field) {
        return field == Field.IO_URING || field == Field.SCSI_QUEUES;
    }

    /** The profile's own word while it lives, then its copy. */
    static OnRemoval onRemoval(Situation situation) {
        return situation.profiles().stream()
                .filter(p -> p.name().equals(situation.applied().profile()))
                .findFirst()
                .map(p -> p.spec().onRemoval())
                .orElse(situation.applied().onRemoval());
    }

    Vm vm() {
        return vm;
    }

    /** What is remembered, as it counts for this VM. */
    public List<Applied.Entry> entries() {
        return entries;
    }

    /** Whether the record came with a clone or a restore from another VM. */
    boolean foreign() {
        return foreign;
    }

    public Optional<Applied.Entry> entry(Optional<String> disk, Field field) {
        return Optional.ofNullable(byPlace.get(new Place(disk, field)));
    }

    /** An entry whose value stands, or stood until somebody's write took it away. */
    public Optional<Applied.Entry> live(Optional<String> disk, Field field) {
        return entry(disk, field).filter(e -> standing(e) == Standing.OURS || standing(e) == Standing.WIPED);
    }

    Standing standing(Applied.Entry entry) {
        if (entry.field().scope() != Field.Scope.DEVICE && entry.disk().isPresent() && !hasPlace(entry)) {
            return Standing.GONE;
        }
        Optional<String> present = present(entry.disk(), entry.field());
        if (present.isEmpty()) {
            return runsOtherwise(entry) ? Standing.REPLACED : Standing.WIPED;
        }
        return present.get().equals(entry.to()) ? Standing.OURS : Standing.REPLACED;
    }

    /** Whether a guest runs with something else than the record says it knows; then the record is not to be believed. */
    boolean runsOtherwise(Applied.Entry entry) {
        if (entry.field().scope() == Field.Scope.DEVICE) {
            return vm.running()
                    .filter(r -> !r.devices().contains(device(entry)))
                    .isPresent();
        }
        return entry.field().guestVisible()
                && entry.disk()
                        .map(disks::get)
                        .flatMap(Disk::running)
                        .filter(r -> !entry.to().equals(r.get(entry.field())))
                        .isPresent();
    }

    private static HostDevice device(Applied.Entry entry) {
        return new HostDevice(entry.disk().orElseThrow(), entry.to());
    }

    /** Where a disk stands among the VM's; what is the VM's own comes last. */
    int position(Optional<String> disk) {
        return disk.map(positions::get).orElse(Integer.MAX_VALUE);
    }

    private boolean hasPlace(Applied.Entry entry) {
        Optional<Disk> disk = entry.disk().map(disks::get);
        return entry.field().scope() == Field.Scope.TEMPLATE
                ? disk.flatMap(d -> d.volume().template()).isPresent()
                : disk.filter(d -> d.index() >= 0).isPresent();
    }

    /** What stands in the VM's own manifest. */
    Optional<String> present(Optional<String> disk, Field field) {
        if (disk.isEmpty()) {
            return Optional.ofNullable(vm.written().get(field));
        }
        if (field.scope() == Field.Scope.DEVICE) {
            return vm.machine().device(disk.get()).map(HostDevice::resource);
        }
        Optional<Disk> place = disk.map(disks::get);
        if (field.scope() == Field.Scope.TEMPLATE) {
            Optional<Template> template = place.flatMap(d -> d.volume().template());
            return template.map(t -> t.written().get(field));
        }
        return place.map(d -> d.written().get(field));
    }

    /** What the VM would have without us: the owner's value, else what KubeVirt fills in. */
    public Optional<Value> owners(Optional<String> disk, Field field) {
        return ownersOwn(disk, field).map(w -> new Value(w, Origin.VM)).or(() -> filledIn(disk, field));
    }

    private Optional<String> ownersOwn(Optional<String> disk, Field field) {
        Optional<Applied.Entry> ours = live(disk, field);
        return ours.isPresent() ? was(ours.get()) : present(disk, field);
    }

    /** The value before ours, where it can come back: a word of the field's, with which KubeVirt can start the VM. */
    Optional<String> was(Applied.Entry entry) {
        return entry.was().filter(w -> Faults.valid(entry.field(), w)).filter(_ -> !unsafe.contains(entry.disk()));
    }

    /** What KubeVirt would start if all was undone that can be: a guest keeps what it knows. */
    Faults.Values standingOwners() {
        return filled((disk, field) -> {
            Optional<Applied.Entry> known = field.guestVisible() ? live(disk, field) : Optional.empty();
            return known.map(Applied.Entry::to).or(() -> ownersOwn(disk, field));
        });
    }

    /** What stands after a write, else what KubeVirt fills in. */
    Faults.Values after(Write write) {
        Map<Place, Change> changes = new HashMap<>();
        write.changes().forEach(c -> changes.putIfAbsent(new Place(c.disk(), c.field()), c));
        return filled((disk, field) -> {
            Change change = changes.get(new Place(disk, field));
            return change == null ? present(disk, field) : change.to();
        });
    }

    // A preference's I/O thread reaches virtio disks only (IT/preference/apply/disk.go).
    private Faults.Values filled(Faults.Values written) {
        return (disk, field) -> written.of(disk, field)
                .or(() -> filledIn(disk, field)
                        .map(Value::word)
                        .filter(_ -> field != Field.IO_THREAD
                                || filled(written).of(disk, Field.BUS).equals(Optional.of("virtio"))));
    }

    Optional<Value> filledIn(Optional<String> disk, Field field) {
        return disk.isEmpty() || field.scope() == Field.Scope.DEVICE
                ? Optional.ofNullable(vm.defaults().get(field))
                : disk.map(disks::get).map(d -> d.defaults().get(field));
    }
}
