package dev.shortpath.cli.map;

import java.util.List;

/** Ways to where the page tells of a VM. */
final class Links {
    private static final int ENOUGH = 12;

    private Links() {}

    static void guest(Html html, Guest guest) {
        html.leaf("a", guest.title(), "href", Anchor.link(guest.anchor()));
    }

    /** Some in a sentence, the rest counted. */
    static void guests(Html html, List<Guest> guests) {
        for (int i = 0; i < Math.min(ENOUGH, guests.size()); i++) {
            html.text(i == 0 ? "" : ", ");
            guest(html, guests.get(i));
        }
        html.text(guests.size() > ENOUGH ? " and " + (guests.size() - ENOUGH) + " more" : "");
    }

    /** As an item of a list, with how it stands. */
    static void item(Html html, Guest guest) {
        html.open("li", "class", "is-" + Tone.of(guest.compliance()).style());
        guest(html, guest);
        html.text(" ").leaf("span", guest.compliance().word(), "class", "faint").close();
    }
}
