package dev.shortpath.cli.map;

import java.util.List;

/** VMs that stand alike: why, what mends it, and each of their kinds of path. */
final class StandingCard {
    /** Kinds of path that are drawn; whoever has another is named. */
    private static final int DRAWN = 60;

    private final Html html;
    private final Standing standing;
    private final Guest first;

    private StandingCard(Html html, Standing standing) {
        this.html = html;
        this.standing = standing;
        this.first = standing.first();
    }

    /** @param open whether a reader sees all of it at once */
    static void write(Html html, Standing standing, boolean open) {
        new StandingCard(html, standing).card(open);
    }

    private void card(boolean open) {
        html.details("card " + Tone.of(first.compliance()).style(), open);
        summary();
        html.open("div", "class", "body");
        if (standing.named()) {
            html.leaf("p", "Of " + first.title() + "; the others have their own names in it:", "class", "faint");
        }
        html.leaf("p", first.outcome().message(), "class", "message");
        List<Alike> kinds = Alike.of(standing.guests());
        if (kinds.size() == 1) {
            AlikeDrawing.write(html, kinds.getFirst());
        } else {
            kinds.stream().limit(DRAWN).forEach(k -> kind(k, open && k == kinds.getFirst()));
            rest(kinds.stream().skip(DRAWN).flatMap(k -> k.guests().stream()).toList());
        }
        html.close().close();
    }

    private void summary() {
        html.open("summary");
        Tone.of(first.compliance()).badge(html, first.compliance().word());
        html.open("span", "class", "who");
        if (standing.several()) {
            html.leaf("b", standing.guests().size() + " VMs").text(" in " + namespaces());
        } else {
            html.leaf("b", first.title(), "id", first.anchor());
        }
        html.close().leaf("span", first.outcome().reason().word(), "class", "reason");
        html.open("span", "class", "aside");
        first.plan()
                .profile()
                .ifPresent(p -> html.text("profile ").leaf("code", p).text(" "));
        hops(html, standing.hops());
        html.close().close();
    }

    static void hops(Html html, int hops) {
        if (hops > 0) {
            html.leaf("span", hops + (hops == 1 ? " hop" : " hops"), "class", "hops");
        }
    }

    private String namespaces() {
        List<String> all =
                standing.guests().stream().map(Guest::namespace).distinct().toList();
        return all.size() <= 3 ? String.join(", ", all) : all.size() + " namespaces";
    }

    private void kind(Alike alike, boolean open) {
        html.details("kind", open);
        html.open("summary");
        if (alike.several()) {
            html.leaf("b", alike.guests().size() + " VMs");
        } else {
            html.leaf("b", alike.first().title(), "id", alike.first().anchor());
        }
        html.text(" ");
        hops(html, alike.first().hops());
        html.close();
        AlikeDrawing.write(html, alike);
        html.close();
    }

    private void rest(List<Guest> guests) {
        if (!guests.isEmpty()) {
            html.leaf("p", "With still other paths, which shortpath explain draws:", "class", "faint");
            Members.write(html, guests);
        }
    }
}
