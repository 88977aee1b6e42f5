package dev.shortpath.plan;

import dev.shortpath.facts.Applied;
import dev.shortpath.plan.Ledger.Standing;
import java.util.ArrayList;
import java.util.List;

/** What of the annotation `shortpath.dev/applied` is not believed, for a person: anybody who writes the VM can write it. */
final class Doubts {
    private static final String RECORD = "The annotation shortpath.dev/applied ";

    private Doubts() {}

    /** The record, or why it is not one of ours: nothing is written on the strength of such a one. */
    static Applied read(Applied applied) {
        return applied.entries().stream()
                .filter(e -> !Faults.ours(e.field(), e.to()))
                .findFirst()
                .map(e -> Applied.unreadable(RECORD + "says that " + place(e) + " was set to " + e.to()
                        + ", which Shortpath never sets; nothing is written to the VM until somebody restores the"
                        + " annotation or takes it away."))
                .orElse(applied);
    }

    /** Entries that are passed over, each a sentence. */
    static List<String> of(Ledger ledger) {
        List<String> doubts = new ArrayList<>();
        for (Applied.Entry entry : ledger.entries()) {
            if (ledger.standing(entry) == Standing.GONE) {
                doubts.add(RECORD + "names " + place(entry) + ", which the VM does not have; the entry is dropped.");
            } else if (ledger.present(entry.disk(), entry.field()).isEmpty() && ledger.runsOtherwise(entry)) {
                doubts.add(RECORD + "says that " + place(entry) + " was set to " + entry.to()
                        + ", but the VM runs with another one; nothing is put back, and the entry is dropped.");
            } else if (entry.was().isPresent() && ledger.was(entry).isEmpty()) {
                doubts.add(RECORD + "says that " + place(entry) + " was "
                        + entry.was().get()
                        + " before, with which KubeVirt could not start the VM as it is now; when it is"
                        + " undone, the field is left empty instead.");
            }
        }
        return doubts;
    }

    private static String place(Applied.Entry entry) {
        return new Place(entry.disk(), entry.field()).words();
    }
}
