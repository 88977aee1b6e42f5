package dev.shortpath.plan;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.Ledger.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns decisions and what is remembered into values to write, and into what is to be remembered then. */
final class Composition {
    private final Situation facts;
    private final Ledger ledger;
    private final List<Change> changes = new ArrayList<>();
    private final List<Applied.Entry> entries = new ArrayList<>();

    private Composition(Situation facts, Ledger ledger) {
        this.facts = facts;
        this.ledger = ledger;
    }

    /**
     * The whole plan: new values, values put back, and values undone.
     *
     * @param frozen disks that stay as they are, and an empty place for the VM's own values
     */
    static Write whole(Draft draft, Set<Optional<String>> frozen) {
        Composition all = new Composition(draft.facts(), draft.ledger());
        Map<Place, String> sets = Sets.stored(draft);
        sets.keySet().removeIf(p -> frozen.contains(p.disk()));
        for (Applied.Entry entry : draft.ledger().entries()) {
            if (frozen.contains(entry.disk())) {
                all.entries.add(entry);
                continue;
            }
            Place place = new Place(entry.disk(), entry.field());
            String to = sets.remove(place);
            if (to != null) {
                all.keep(entry, to);
            } else if (staysUnasked(draft, entry)) {
                all.keep(entry, entry.to());
            } else {
                all.giveBack(entry);
            }
        }
        sets.forEach(all::add);
        boolean consent = draft.consented()
                && all.changes.stream().anyMatch(c -> c.field().guestVisible() && needsConsent(draft, c));
        return all.write(draft.profile().name(), draft.profile().spec().onRemoval(), consent);
    }

    /**
     * What may be done at any time: values that somebody's write wiped, entries that are the user's now, and what the disks
     * get that this very update adds to a running VM. While another profile's values wait to be undone, the record stays
     * that profile's.
     */
    static Write interim(Draft draft, Set<Optional<String>> frozen) {
        Applied old = draft.facts().applied();
        Ledger ledger = draft.ledger();
        boolean anothers = old.present()
                && !ledger.foreign()
                && !old.entries().isEmpty()
                && !old.profile().equals(draft.profile().name());
        Composition some = new Composition(draft.facts(), ledger);
        Map<Place, String> sets = Sets.stored(draft);
        for (Applied.Entry entry : anothers ? old.entries() : ledger.entries()) {
            String wanted = sets.remove(new Place(entry.disk(), entry.field()));
            Standing standing = ledger.standing(entry);
            boolean holds = entry.to().equals(wanted) || wanted == null && staysUnasked(draft, entry);
            if (frozen.contains(entry.disk()) && standing != Standing.GONE) {
                some.entries.add(entry);
            } else if (standing == Standing.WIPED && holds) {
                some.keep(entry, entry.to());
            } else if (standing == Standing.OURS || standing != Standing.GONE && wanted != null) {
                some.entries.add(entry);
            }
        }
        sets.forEach((place, to) -> {
            if (place.disk().filter(draft.facts().moment().newDisks()::contains).isPresent()
                    && !frozen.contains(place.disk())) {
                some.add(place, to);
            }
        });
        return anothers
                ? some.write(old.profile(), old.onRemoval(), false)
                : some.write(draft.profile().name(), draft.profile().spec().onRemoval(), false);
    }

    /**
     * What a VMI is given at its creation beyond what the VM's spec says: new values, and the owner's where ours stand that
     * nobody asks for any more. Nothing of it is remembered.
     */
    static Write ofInstance(Draft draft, Set<Optional<String>> frozen) {
        Composition all = new Composition(draft.facts(), draft.ledger());
        Map<Place, String> sets = Sets.of(draft);
        sets.keySet().removeIf(p -> frozen.contains(p.disk()) || !p.field().inInstance());
        for (Applied.Entry entry : draft.ledger().entries()) {
            if (frozen.contains(entry.disk()) || !entry.field().inInstance()) {
                continue;
            }
            String to = sets.remove(new Place(entry.disk(), entry.field()));
            if (to == null && !staysUnasked(draft, entry)) {
                all.leaveOut(entry);
            } else {
                all.keep(entry, to == null ? entry.to() : to);
            }
        }
        sets.forEach(all::add);
        return all.unrecorded();
    }

    /** What the creation of a VMI leaves out of what stays in the VM's spec until it stops, its profile being gone. */
    static Write partingOfInstance(Situation facts, Ledger ledger, Set<Optional<String>> frozen) {
        Composition all = new Composition(facts, ledger);
        boolean restore = Ledger.onRemoval(facts) == OnRemoval.RESTORE && !ledger.foreign();
        ledger.entries().stream()
                .filter(e -> e.field().inInstance() && !frozen.contains(e.disk()))
                .filter(e -> restore || Ledger.plugins(e.field()))
                .forEach(all::leaveOut);
        return all.unrecorded();
    }

    /** At a parting: every entry goes, but what a guest knows stays and is remembered. */
    static Write parting(Situation facts, Ledger ledger, Set<Optional<String>> frozen) {
        Composition all = new Composition(facts, ledger);
        boolean restore = Ledger.onRemoval(facts) == OnRemoval.RESTORE && !ledger.foreign();
        for (Applied.Entry entry : ledger.entries()) {
            boolean may = !frozen.contains(entry.disk());
            if (entry.field().guestVisible() && ledger.standing(entry) != Standing.REPLACED) {
                all.remember(entry, may);
            } else if (Ledger.plugins(entry.field())) {
                all.undo(new Applied.Entry(entry.disk(), entry.field(), entry.name(), entry.to(), Optional.empty()));
            } else if (may && restore && entry.field().scope() != Field.Scope.TEMPLATE) {
                all.undo(entry);
            }
        }
        return all.write(facts.applied().profile(), facts.applied().onRemoval(), false);
    }

    /** Without a profile, and while the rest waits: what a guest knows and somebody's write wiped; the record stays. */
    static Write forGuest(Situation facts, Ledger ledger, Set<Optional<String>> frozen) {
        Composition some = new Composition(facts, ledger);
        ledger.entries().stream()
                .filter(e -> e.field().guestVisible() && !frozen.contains(e.disk()))
                .filter(e -> ledger.standing(e) == Standing.WIPED)
                .forEach(e -> some.keep(e, e.to()));
        return some.unrecorded();
    }

    private Write unrecorded() {
        sortChanges();
        return new Write(changes, Optional.empty(), false);
    }

    private void remember(Applied.Entry entry, boolean putBack) {
        if (putBack) {
            keep(entry, entry.to());
        } else if (ledger.standing(entry) != Standing.GONE) {
            entries.add(entry);
        }
    }

    // Nothing takes back what a guest knows or a birth made; what rests on a fact that is not known is a Set of its
    // rule.
    private static boolean staysUnasked(Draft draft, Applied.Entry entry) {
        if (draft.ledger().standing(entry) == Standing.REPLACED
                || draft.ledger().standing(entry) == Standing.GONE) {
            return false;
        }
        boolean unknown = draft.decision(entry.disk(), Field.DISK)
                .filter(d -> d.is(Verdict.UNKNOWN))
                .isPresent();
        return unknown
                || entry.field().guestVisible()
                || entry.field().scope() == Field.Scope.TEMPLATE && !anew(draft, entry);
    }

    // What a template that has made nothing yet would get is no thing of the past: its rule decides.
    private static boolean anew(Draft draft, Applied.Entry entry) {
        return draft.ledger().standing(entry) == Standing.WIPED
                && entry.disk()
                        .flatMap(draft.vm()::disk)
                        .flatMap(d -> d.volume().template())
                        .filter(t -> t.made() == Presence.ABSENT)
                        .isPresent();
    }

    private static boolean needsConsent(Draft draft, Change change) {
        return change.disk()
                .flatMap(draft.vm()::disk)
                .map(d -> !Birth.of(draft, d).now())
                .orElse(true);
    }

    private void add(Place place, String to) {
        Optional<String> present = ledger.present(place.disk(), place.field());
        changes.add(new Change(place.disk(), place.field(), present, Optional.of(to)));
        entries.add(new Applied.Entry(place.disk(), place.field(), Optional.empty(), to, present));
    }

    private void keep(Applied.Entry entry, String to) {
        Standing standing = ledger.standing(entry);
        if (standing == Standing.GONE || !Faults.valid(entry.field(), to)) {
            return;
        }
        Optional<String> present = ledger.present(entry.disk(), entry.field());
        Optional<String> was = standing == Standing.REPLACED ? present : entry.was();
        if (!present.equals(Optional.of(to))) {
            changes.add(new Change(entry.disk(), entry.field(), present, Optional.of(to)));
        }
        entries.add(new Applied.Entry(entry.disk(), entry.field(), entry.name(), to, was));
    }

    // A VMI is expanded already: what a preference gave the empty field, KubeVirt does not fill in any more.
    private void leaveOut(Applied.Entry entry) {
        if (ledger.standing(entry) == Standing.OURS) {
            Optional<String> to = ledger.was(entry)
                    .or(() -> ledger.filledIn(entry.disk(), entry.field())
                            .filter(v -> v.origin() != Origin.ARCHITECTURE)
                            .map(Value::word));
            changes.add(new Change(entry.disk(), entry.field(), Optional.of(entry.to()), to));
        }
    }

    // Decisions take the value before ours for the owner's, also where somebody's write wiped ours: so it must stand.
    private void giveBack(Applied.Entry entry) {
        Optional<String> was = ledger.was(entry);
        if (ledger.standing(entry) == Standing.WIPED && was.isPresent()) {
            changes.add(new Change(entry.disk(), entry.field(), Optional.empty(), was));
        } else {
            undo(entry);
        }
    }

    private void undo(Applied.Entry entry) {
        if (ledger.standing(entry) == Standing.OURS) {
            changes.add(new Change(entry.disk(), entry.field(), Optional.of(entry.to()), ledger.was(entry)));
        }
    }

    private void sortChanges() {
        changes.sort(
                Comparator.comparing((Change c) -> ledger.position(c.disk())).thenComparing(Change::field));
    }

    private Write write(String profile, OnRemoval onRemoval, boolean consent) {
        Applied old = facts.applied();
        Vm vm = facts.vm();
        entries.sort(Comparator.comparing((Applied.Entry e) -> ledger.position(e.disk()))
                .thenComparing(Applied.Entry::field));
        sortChanges();
        Applied now = entries.isEmpty()
                ? Applied.NONE
                : new Applied(
                        true,
                        Optional.empty(),
                        vm.id().key(),
                        profile,
                        onRemoval,
                        entries,
                        ledger.foreign() ? List.of() : old.made(),
                        vm.restoreMark());
        boolean same = now.present() == old.present()
                && now.entries().equals(old.entries())
                && (!now.present()
                        || now.vm().equals(old.vm())
                                && now.profile().equals(old.profile())
                                && now.onRemoval() == old.onRemoval()
                                && now.restore().equals(old.restore()));
        return new Write(changes, same && changes.isEmpty() ? Optional.empty() : Optional.of(now), consent);
    }
}
