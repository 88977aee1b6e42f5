package dev.shortpath.cli.map;

import dev.shortpath.api.Verdict;
import dev.shortpath.plan.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was refused anywhere, of whom, and what mends it: one row for all VMs to which the same was said. */
final class Refusals {
    private static final int ENOUGH = 200;

    private Refusals() {}

    private record Said(Decision decision, List<Guest> guests) {}

    static void write(Html html, List<Guest> guests) {
        List<Said> all = said(guests);
        if (all.isEmpty()) {
            html.leaf("p", "Nothing was refused.");
            return;
        }
        html.open("div", "class", "scroll").open("table", "class", "decisions");
        html.leaf("caption", "What was asked for and is unsafe or not possible here; the VMs keep what they have");
        DecisionTable.head(html, "VMs", "Refused", "Why, and what mends it");
        html.open("tbody");
        all.stream().limit(ENOUGH).forEach(s -> row(html, s));
        html.close().close().close();
        if (all.size() > ENOUGH) {
            html.leaf("p", all.size() - ENOUGH + " more, of fewer VMs each.");
        }
    }

    private static void row(Html html, Said said) {
        html.open("tr").open("td", "class", "who");
        html.leaf("b", String.valueOf(said.guests().size())).text(" ");
        Links.guests(html, said.guests());
        html.close().open("td");
        DecisionTable.value(html, said.decision());
        html.close().open("td");
        html.open("p")
                .leaf("b", said.decision().reason().word())
                .text(" " + said.decision().message())
                .close();
        html.close().close();
    }

    private static List<Said> said(List<Guest> guests) {
        Map<Decision, List<Guest>> refused = new LinkedHashMap<>();
        for (Guest guest : guests) {
            guest.decisions().stream()
                    .map(Told::decision)
                    .filter(d -> d.is(Verdict.REFUSE))
                    .map(Decision::ofAnybody)
                    .distinct()
                    .forEach(d ->
                            refused.computeIfAbsent(d, key -> new ArrayList<>()).add(guest));
        }
        return refused.entrySet().stream()
                .map(e -> new Said(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(s -> -s.guests().size()))
                .toList();
    }
}
