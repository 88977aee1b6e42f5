package dev.shortpath.cli.map;

import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Decision;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What was decided of a VM, as far as somebody may act on it; what is so anyway is only counted. */
final class DecisionTable {
    private static final List<Verdict> ORDER = List.of(Verdict.REFUSE, Verdict.UNKNOWN, Verdict.SET, Verdict.YIELD);
    private static final Set<Verdict> PROVEN = Set.of(Verdict.REFUSE, Verdict.UNKNOWN);

    private DecisionTable() {}

    static void write(Html html, Guest guest) {
        List<Told> told = guest.decisions().stream()
                .filter(t -> ORDER.contains(t.decision().verdict()))
                .sorted(Comparator.comparing(
                                (Told t) -> ORDER.indexOf(t.decision().verdict()))
                        .thenComparing(t -> t.decision().field()))
                .toList();
        if (!told.isEmpty()) {
            html.open("div", "class", "scroll").open("table", "class", "decisions");
            html.leaf("caption", "Decisions");
            head(html, "Decision", "Value", "Why, and what mends it");
            html.open("tbody");
            told.forEach(t -> row(html, t));
            html.close().close().close();
        }
        long rest = guest.decisions().size() - told.size();
        if (rest > 0) {
            html.open("p", "class", "faint").text(rest + (told.isEmpty() ? "" : " more") + " that ask for nothing; ");
            html.leaf("code", "shortpath explain " + guest.title())
                    .text(" tells them all.")
                    .close();
        }
    }

    static void head(Html html, String... titles) {
        html.open("thead").open("tr");
        for (String title : titles) {
            html.leaf("th", title, "scope", "col");
        }
        html.close().close();
    }

    private static void row(Html html, Told told) {
        Decision decision = told.decision();
        html.open("tr").open("td");
        Tone.of(decision.verdict()).badge(html, decision.verdict().word());
        html.close().open("td");
        value(html, decision);
        if (!told.disks().isEmpty()) {
            html.open("p", "class", "faint")
                    .text("on " + String.join(", ", told.disks()))
                    .close();
        }
        html.close().open("td");
        html.open("p")
                .leaf("b", decision.reason().word())
                .text(" " + decision.message())
                .close();
        if (PROVEN.contains(decision.verdict()) && !told.evidence().isEmpty()) {
            html.open("ul", "class", "evidence");
            told.evidence().forEach(e -> html.leaf("li", e));
            html.close();
        }
        html.close().close();
    }

    static void value(Html html, Decision decision) {
        String field =
                decision.field() == Field.DISK ? "whole disk" : decision.field().path();
        html.leaf("code", field + decision.value().map(v -> ": " + v).orElse(""));
        decision.wanted()
                .filter(w -> !decision.value().equals(java.util.Optional.of(w)))
                .ifPresent(w -> html.text(", asked for: ").leaf("code", w));
    }
}
