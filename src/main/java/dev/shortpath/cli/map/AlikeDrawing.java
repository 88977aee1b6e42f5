package dev.shortpath.cli.map;

import dev.shortpath.api.Delivery;
import dev.shortpath.api.PathReason;
import dev.shortpath.plan.NodeCount;
import java.util.Map;

/** The paths of VMs that are alike, drawn once, the decisions behind them, and who the VMs are. */
final class AlikeDrawing {
    private final Html html;
    private final Alike alike;
    private final Guest first;

    private AlikeDrawing(Html html, Alike alike) {
        this.html = html;
        this.alike = alike;
        this.first = alike.first();
    }

    static void write(Html html, Alike alike) {
        new AlikeDrawing(html, alike).all();
    }

    private void all() {
        if (first.plan().profile().isPresent()) {
            facts();
        }
        paths();
        inGit();
        DecisionTable.write(html, first);
        if (alike.several()) {
            Members.write(html, alike.guests());
        }
    }

    private void facts() {
        NodeCount nodes = first.plan().nodes();
        html.open("ul", "class", "facts");
        if (!alike.several()) {
            first.node().ifPresent(n -> html.leaf("li", "runs on " + n));
        }
        first.plan().delivery().ifPresent(d -> html.leaf("li", delivery(d)));
        if (nodes.known()) {
            html.leaf(
                    "li",
                    nodes.eligible() + " of " + nodes.total() + (nodes.total() == 1 ? " node" : " nodes")
                            + " can take it");
        }
        first.plan().liveMigratable().filter(m -> !m).ifPresent(_ -> html.leaf("li", "cannot be migrated live"));
        html.close();
        if (!nodes.lacking().isEmpty()) {
            html.open("ul", "class", "lacks");
            nodes.lacking().forEach((what, count) -> lack(Map.entry(what, count), nodes));
            html.close();
        }
    }

    private void lack(Map.Entry<String, Integer> lack, NodeCount nodes) {
        html.open("li").text(lack.getValue() + (lack.getValue() == 1 ? " node: " : " nodes: ") + lack.getKey());
        String mend = nodes.mends().getOrDefault(lack.getKey(), "");
        if (!mend.isEmpty()) {
            html.leaf("p", mend, "class", "mend");
        }
        html.close();
    }

    private static String delivery(Delivery delivery) {
        return switch (delivery) {
            case VIRTUAL_MACHINE -> "values go into the VM's own spec";
            case INSTANCE -> "values go into what each start makes of the VM";
            case AUTO -> "where values go is not decided yet";
        };
    }

    private void paths() {
        if (alike.several() && !first.plan().disks().isEmpty()) {
            html.leaf("p", "Drawn of " + first.title() + "; the others have volumes of their own.", "class", "faint");
        }
        if (first.outcome().reason() == PathReason.NOT_WRITTEN
                && first.node().isEmpty()
                && !first.plan().disks().isEmpty()) {
            html.leaf("p", "Drawn as it will be once that is written.", "class", "faint");
        }
        first.plan().disks().forEach(d -> PathDrawing.draw(html, d));
    }

    private void inGit() {
        if (!first.inGit().isEmpty()) {
            html.leaf(
                    "p",
                    "To be put into the VM's manifest by its owner" + (alike.several() ? ", as in this one:" : ":"));
            html.leaf("pre", first.inGit(), "tabindex", "0");
        }
    }
}
