package dev.shortpath.cli.map;

/** Where a page can be entered: `page.html#vm/shop/orders-db`. */
final class Anchor {
    private Anchor() {}

    /** @param number what is unlike another's, for names that are no names in Kubernetes */
    static String of(String kind, String name, int number) {
        return kind + "/" + (name.matches("[a-z0-9][-a-z0-9./]*") ? name : "-" + number);
    }

    static String link(String anchor) {
        return "#" + anchor;
    }
}
