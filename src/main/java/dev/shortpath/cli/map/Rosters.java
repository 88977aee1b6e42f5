package dev.shortpath.cli.map;

import java.util.List;
import java.util.Map;

/** The VMs by profile and by namespace, each with how they stand; who they are is folded. */
final class Rosters {
    private static final String NONE = "(no profile)";

    private Rosters() {}

    static void write(Html html, List<Guest> guests) {
        Map<String, List<Guest>> profiles =
                Overview.by(guests, g -> g.plan().profile().orElse(NONE));
        Map<String, List<Guest>> namespaces = Overview.by(guests, Guest::namespace);
        table(html, "By profile", "Profile", profiles, false);
        table(html, "By namespace", "Namespace", namespaces, true);
    }

    private static void table(Html html, String caption, String key, Map<String, List<Guest>> rows, boolean named) {
        html.open("div", "class", "scroll").open("table", "class", "roster").leaf("caption", caption);
        DecisionTable.head(html, key, "VMs", "How they stand");
        html.open("tbody");
        rows.forEach((name, guests) -> {
            html.open("tr").leaf("th", name, "scope", "row");
            html.leaf("td", String.valueOf(guests.size()), "class", "number").open("td");
            Bar bar = Overview.compliance(guests);
            bar.draw(html);
            html.leaf("p", bar.words(), "class", "faint");
            if (named) {
                html.details("more", false).leaf("summary", "Who they are");
                html.open("ul", "class", "names");
                guests.forEach(g -> named(html, g));
                html.close().close();
            }
            html.close().close();
        });
        html.close().close().close();
    }

    private static void named(Html html, Guest guest) {
        html.open("li", "class", "is-" + Tone.of(guest.compliance()).style());
        html.leaf("a", guest.name(), "href", Anchor.link(guest.anchor()));
        html.text(" ").leaf("span", guest.compliance().word(), "class", "faint").close();
    }
}
