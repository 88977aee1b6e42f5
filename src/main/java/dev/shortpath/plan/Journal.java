package dev.shortpath.plan;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.Ledger.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A write in the making: the values that it changes, and what is to be remembered then. */
final class Journal {
    private final Situation facts;
    private final Ledger ledger;
    private final List<Change> changes = new ArrayList<>();
    private final List<Applied.Entry> entries = new ArrayList<>();

    Journal(Situation facts, Ledger ledger) {
        this.facts = facts;
        this.ledger = ledger;
    }

    Write unrecorded() {
        sortChanges();
        return new Write(changes, Optional.empty(), false);
    }

    void remember(Applied.Entry entry, boolean putBack) {
        if (putBack) {
            keep(entry, entry.to());
        } else if (ledger.standing(entry) != Standing.GONE) {
            entries.add(entry);
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** An entry stays as it is remembered. */
    void leave(Applied.Entry entry) {
        entries.add(entry);
    }

    void add(Place place, String to) {
        Optional<String> present = ledger.present(place.disk(), place.field());
        changes.add(new Change(place.disk(), place.field(), present, Optional.of(to)));
        entries.add(new Applied.Entry(place.disk(), place.field(), to, present));
    }

    void keep(Applied.Entry entry, String to) {
        Standing standing = ledger.standing(entry);
        if (standing == Standing.GONE || !Faults.valid(entry.field(), to)) {
            return;
        }
        if (standing == Standing.WIPED && !PutBack.possible(facts, ledger, entry)) {
            entries.add(entry);
            return;
        }
        Optional<String> present = ledger.present(entry.disk(), entry.field());
        Optional<String> was = standing == Standing.REPLACED ? present : entry.was();
        if (!present.equals(Optional.of(to))) {
            changes.add(new Change(entry.disk(), entry.field(), present, Optional.of(to)));
        }
        entries.add(new Applied.Entry(entry.disk(), entry.field(), to, was));
    }

    // A VMI is expanded already: what a preference gave the empty field, KubeVirt does not fill in any more.
    void leaveOut(Applied.Entry entry) {
        if (ledger.standing(entry) == Standing.OURS) {
            Optional<String> to = ledger.was(entry)
                    .or(() -> ledger.filledIn(entry.disk(), entry.field())
                            .filter(v -> v.origin() != Origin.ARCHITECTURE)
                            .map(Value::word));
            changes.add(new Change(entry.disk(), entry.field(), Optional.of(entry.to()), to));
        }
    }

    // Decisions take the value before ours for the owner's, also where somebody's write wiped ours: so it must stand.
    void giveBack(Applied.Entry entry) {
        Optional<String> was = ledger.was(entry);
        if (ledger.standing(entry) == Standing.WIPED && was.isPresent()) {
            changes.add(new Change(entry.disk(), entry.field(), Optional.empty(), was));
        } else {
            undo(entry);
        }
    }

    void undo(Applied.Entry entry) {
        if (ledger.standing(entry) == Standing.OURS) {
            changes.add(new Change(entry.disk(), entry.field(), Optional.of(entry.to()), ledger.was(entry)));
        }
    }

    private void sortChanges() {
        changes.sort(
                Comparator.comparing((Change c) -> ledger.position(c.disk())).thenComparing(Change::field));
    }

    Write write(String profile, OnRemoval onRemoval, boolean consent) {
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
