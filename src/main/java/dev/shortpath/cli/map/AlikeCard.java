package dev.shortpath.cli.map;

import dev.shortpath.api.Delivery;
import dev.shortpath.plan.NodeCount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** VMs that are alike: how they stand, what mends it, their paths drawn once, and who they are. */
final class AlikeCard {
    private final Html html;
    private final Alike alike;
    private final Guest first;

    private AlikeCard(Html html, Alike alike) {
        this.html = html;
        this.alike = alike;
        this.first = alike.first();
    }

    /** @param open whether a reader sees all of it at once */
    static void write(Html html, Alike alike, boolean open) {
        new AlikeCard(html, alike).card(open);
    }

    private void card(boolean open) {
        String style = "card " + Tone.of(first.compliance()).style();
        if (open) {
            html.open("details", "class", style, "open", "");
        } else {
            html.open("details", "class", style);
        }
        summary();
        html.open("div", "class", "body");
        html.leaf("p", first.outcome().message(), "class", "message");
        facts();
        paths();
        inGit();
        DecisionTable.write(html, first);
        if (alike.several()) {
            members();
        }
        html.close().close();
    }

    private void summary() {
        html.open("summary");
        Tone.of(first.compliance()).badge(html, first.compliance().word());
        html.open("span", "class", "who");
        if (alike.several()) {
            html.leaf("b", alike.guests().size() + " VMs").text(" in " + namespaces());
        } else {
            html.open("b", "id", first.anchor()).text(first.title()).close();
        }
        html.close().leaf("span", first.outcome().reason().word(), "class", "reason");
        html.open("span", "class", "aside");
        first.plan()
                .profile()
                .ifPresent(p -> html.text("profile ").leaf("code", p).text(" "));
        if (first.hops() > 0) {
            html.leaf("span", first.hops() + (first.hops() == 1 ? " hop" : " hops"), "class", "hops");
        }
        html.close().close();
    }

    private String namespaces() {
        List<String> all =
                alike.guests().stream().map(Guest::namespace).distinct().toList();
        return all.size() <= 3 ? String.join(", ", all) : all.size() + " namespaces";
    }

    private void facts() {
        html.open("dl", "class", "facts");
        first.plan().delivery().ifPresent(d -> fact("Values go", delivery(d)));
        if (!alike.several()) {
            first.node().ifPresent(n -> fact("Runs on", n));
        }
        NodeCount nodes = first.plan().nodes();
        if (nodes.known() && first.plan().profile().isPresent()) {
            fact("Nodes that can take it", nodes.eligible() + " of " + nodes.total());
            lacking(nodes);
        }
        first.plan().liveMigratable().filter(m -> !m).ifPresent(_ -> fact("Live migration", "not possible"));
        html.close();
    }

    private void lacking(NodeCount nodes) {
        for (Map.Entry<String, Integer> lack : new TreeMap<>(nodes.lacking()).entrySet()) {
            html.leaf("dt", lack.getValue() + (lack.getValue() == 1 ? " node has" : " nodes have"));
            html.open("dd").text(lack.getKey());
            String mend = nodes.mends().getOrDefault(lack.getKey(), "");
            if (!mend.isEmpty()) {
                html.leaf("p", mend, "class", "mend");
            }
            html.close();
        }
    }

    private void fact(String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }

    private static String delivery(Delivery delivery) {
        return switch (delivery) {
            case VIRTUAL_MACHINE -> "into the VM's own spec";
            case INSTANCE -> "into what each start makes of the VM; its spec is left alone";
            case AUTO -> "not decided yet";
        };
    }

    private void paths() {
        if (first.plan().disks().isEmpty()) {
            return;
        }
        if (alike.several()) {
            html.leaf("p", "Drawn of " + first.title() + "; the others' have their own volumes.", "class", "faint");
        }
        first.plan().disks().forEach(d -> PathDrawing.draw(html, d));
    }

    private void inGit() {
        if (!first.inGit().isEmpty()) {
            html.leaf(
                    "p",
                    "To be put into the VM's manifest by its owner" + (alike.several() ? ", as in this one:" : ":"));
            html.leaf("pre", first.inGit());
        }
    }

    private void members() {
        Map<String, List<Guest>> spaces = alike.guests().stream()
                .collect(Collectors.groupingBy(Guest::namespace, TreeMap::new, Collectors.toList()));
        spaces.forEach((namespace, guests) -> {
            html.open("p", "class", "members-of")
                    .leaf("b", namespace)
                    .text(" " + guests.size())
                    .close();
            html.open("ul", "class", "members");
            for (Guest guest : guests) {
                html.open("li", "id", guest.anchor()).text(guest.name());
                guest.node().ifPresent(n -> html.text(" ").leaf("span", n, "class", "faint"));
                html.close();
            }
            html.close();
        });
    }
}
