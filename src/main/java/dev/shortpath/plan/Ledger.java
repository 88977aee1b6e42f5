package dev.shortpath.plan;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Applied applied;
    private final List<Applied.Entry> entries;
    private final boolean foreign;
    private final Map<Composition.Place, Applied.Entry> byPlace = new HashMap<>();
    private final Map<String, Disk> disks = new HashMap<>();

    private Ledger(Vm vm, Applied applied, List<Applied.Entry> entries, boolean foreign) {
        this.vm = vm;
        this.applied = applied;
        this.entries = entries;
        this.foreign = foreign;
        entries.forEach(e -> byPlace.putIfAbsent(new Composition.Place(e.disk(), e.field()), e));
        vm.disks().forEach(d -> disks.putIfAbsent(d.name(), d));
    }

    /** Reads what is remembered, as it counts for this VM and the profile that binds it now. */
    static Ledger of(Situation situation, Optional<Profile> bound) {
        Applied applied = situation.applied();
        Vm vm = situation.vm();
        boolean foreign =
                applied.vm().isPresent() && !applied.vm().equals(vm.id().key());
        boolean restored = vm.restoreMark().isPresent() && !vm.restoreMark().equals(applied.restore());
        boolean keptByOther = bound.isPresent()
                && !bound.get().name().equals(applied.profile())
                && onRemoval(situation) == OnRemoval.KEEP;
        List<Applied.Entry> entries = applied.entries().stream()
                .filter(e -> !restored && (!keptByOther || e.field().guestVisible()))
                .map(e -> foreign ? new Applied.Entry(e.disk(), e.field(), e.name(), e.to(), Optional.empty()) : e)
                .toList();
        return new Ledger(vm, applied, entries, foreign);
    }

    /** The profile's own word while it lives, then its copy. */
    static OnRemoval onRemoval(Situation situation) {
        return situation.profiles().stream()
                .filter(p -> p.name().equals(situation.applied().profile()))
                .findFirst()
                .map(p -> p.spec().onRemoval())
                .orElse(situation.applied().onRemoval());
    }

    Applied applied() {
        return applied;
    }

    List<Applied.Entry> entries() {
        return entries;
    }

    /** Whether the record came with a clone or a restore from another VM. */
    boolean foreign() {
        return foreign;
    }

    public Optional<Applied.Entry> entry(Optional<String> disk, Field field) {
        return Optional.ofNullable(byPlace.get(new Composition.Place(disk, field)));
    }

    /** An entry whose value stands, or stood until somebody's write took it away. */
    public Optional<Applied.Entry> live(Optional<String> disk, Field field) {
        return entry(disk, field).filter(e -> standing(e) == Standing.OURS || standing(e) == Standing.WIPED);
    }

    Standing standing(Applied.Entry entry) {
        if (entry.disk().isPresent() && !hasPlace(entry)) {
            return Standing.GONE;
        }
        Optional<String> present = present(entry.disk(), entry.field());
        return present.isEmpty()
                ? Standing.WIPED
                : present.get().equals(entry.to()) ? Standing.OURS : Standing.REPLACED;
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
        Optional<Disk> place = disk.map(disks::get);
        if (field.scope() == Field.Scope.TEMPLATE) {
            Optional<Template> template = place.flatMap(d -> d.volume().template());
            return template.map(t -> t.written().get(field));
        }
        return place.map(d -> d.written().get(field));
    }

    /** What the VM would have without us: the owner's value, else what KubeVirt fills in. */
    public Optional<Value> owners(Optional<String> disk, Field field) {
        Optional<Applied.Entry> ours = live(disk, field);
        Optional<String> written = ours.isPresent() ? ours.get().was() : present(disk, field);
        return written.map(w -> new Value(w, dev.shortpath.facts.Origin.VM)).or(() -> filledIn(disk, field));
    }

    Optional<Value> filledIn(Optional<String> disk, Field field) {
        return disk.isEmpty()
                ? Optional.ofNullable(vm.defaults().get(field))
                : disk.map(disks::get).map(d -> d.defaults().get(field));
    }
}
