package dev.shortpath.plan;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.Ledger.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns decisions and what is remembered into values to write, and into what is to be remembered then. */
final class Composition {
    private Composition() {}

    /**
     * The whole plan: new values, values put back, and values undone.
     *
     * @param frozen disks that stay as they are, and an empty place for the VM's own values
     */
    static Write whole(Draft draft, Set<Optional<String>> frozen) {
        return whole(draft, p -> frozen.contains(p.disk()));
    }

    /** The same, as far as it may be written now: a VM that runs, or is to, keeps the host devices that it has. */
    static Write now(Draft draft, Set<Optional<String>> frozen) {
        return whole(
                draft,
                p -> frozen.contains(p.disk()) || !draft.stopped() && p.field().scope() == Field.Scope.DEVICE);
    }

    private static Write whole(Draft draft, Predicate<Place> frozen) {
        Journal all = new Journal(draft.facts(), draft.ledger());
        Map<Place, String> sets = Sets.stored(draft);
        sets.keySet().removeIf(frozen);
        for (Applied.Entry entry : draft.ledger().entries()) {
            if (frozen.test(new Place(entry.disk(), entry.field()))) {
                all.leave(entry);
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
                && all.changes().stream().anyMatch(c -> c.field().guestVisible() && needsConsent(draft, c));
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
        Journal some = new Journal(draft.facts(), ledger);
        Map<Place, String> sets = Sets.stored(draft);
        for (Applied.Entry entry : anothers ? old.entries() : ledger.entries()) {
            String wanted = sets.remove(new Place(entry.disk(), entry.field()));
            Standing standing = ledger.standing(entry);
            boolean holds = entry.to().equals(wanted) || wanted == null && staysUnasked(draft, entry);
            if (frozen.contains(entry.disk()) && standing != Standing.GONE) {
                some.leave(entry);
            } else if (standing == Standing.WIPED && holds) {
                some.keep(entry, entry.to());
            } else if (standing == Standing.OURS || standing != Standing.GONE && wanted != null) {
                some.leave(entry);
            }
        }
        sets.forEach((place, to) -> {
            if (place.field().scope() != Field.Scope.DEVICE
                    && place.disk()
                            .filter(draft.facts().moment().newDisks()::contains)
                            .isPresent()
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
        Journal all = new Journal(draft.facts(), draft.ledger());
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
        Journal all = new Journal(facts, ledger);
        boolean restore = Ledger.onRemoval(facts) == OnRemoval.RESTORE && !ledger.foreign();
        ledger.entries().stream()
                .filter(e -> e.field().inInstance() && !frozen.contains(e.disk()))
                .filter(e -> restore || Ledger.plugins(e.field()))
                .forEach(all::leaveOut);
        return all.unrecorded();
    }

    /** At a parting: every entry goes, but what a guest knows stays and is remembered. */
    static Write parting(Situation facts, Ledger ledger, Set<Optional<String>> frozen) {
        Journal all = new Journal(facts, ledger);
        boolean restore = Ledger.onRemoval(facts) == OnRemoval.RESTORE && !ledger.foreign();
        for (Applied.Entry entry : ledger.entries()) {
            boolean may = !frozen.contains(entry.disk());
            if (letsGo(facts.vm(), entry)) {
                all.undo(entry);
            } else if (entry.field().guestVisible() && ledger.standing(entry) != Standing.REPLACED) {
                all.remember(entry, may);
            } else if (Ledger.plugins(entry.field())) {
                all.undo(new Applied.Entry(entry.disk(), entry.field(), entry.to(), Optional.empty()));
            } else if (may && restore && entry.field().scope() != Field.Scope.TEMPLATE) {
                all.undo(entry);
            }
        }
        boolean consent = all.changes().stream().anyMatch(c -> c.field().scope() == Field.Scope.DEVICE)
                && ledger.entries().stream().anyMatch(e -> letsGo(facts.vm(), e));
        return all.write(facts.applied().profile(), facts.applied().onRemoval(), consent);
    }

    /** Whether what nothing asks for any more is a host device, and the VM's owner consents to lose it. */
    static boolean letsGo(Vm vm, Applied.Entry entry) {
        return entry.field().scope() == Field.Scope.DEVICE && vm.consents();
    }

    /** Without a profile, and while the rest waits: what a guest knows and somebody's write wiped; the record stays. */
    static Write forGuest(Situation facts, Ledger ledger, Set<Optional<String>> frozen) {
        Journal some = new Journal(facts, ledger);
        ledger.entries().stream()
                .filter(e -> e.field().guestVisible() && !frozen.contains(e.disk()))
                .filter(e -> ledger.standing(e) == Standing.WIPED)
                .forEach(e -> some.keep(e, e.to()));
        return some.unrecorded();
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
                || entry.field().guestVisible() && !draft.letsGo(entry.disk(), entry.field())
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
        if (change.field().scope() == Field.Scope.DEVICE) {
            return change.from().isPresent(); // To add one is no change of what a guest knows.
        }
        return change.disk()
                .flatMap(draft.vm()::disk)
                .map(d -> !Birth.of(draft, d).now())
                .orElse(true);
    }
}
