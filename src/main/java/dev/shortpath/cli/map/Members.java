package dev.shortpath.cli.map;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who VMs are that are drawn together: by namespace, each with the node that it runs on. */
final class Members {
    private static final int MANY = 24;

    private Members() {}

    static void write(Html html, List<Guest> guests) {
        boolean many = guests.size() > MANY;
        if (many) {
            html.details("more", false).leaf("summary", "Who they are: " + guests.size() + " VMs");
        }
        html.open("dl", "class", "members");
        Map<String, List<Guest>> spaces =
                guests.stream().collect(Collectors.groupingBy(Guest::namespace, TreeMap::new, Collectors.toList()));
        spaces.forEach((namespace, all) -> {
            html.leaf("dt", namespace).open("dd");
            all.forEach(g -> member(html, g));
            html.close();
        });
        html.close();
        if (many) {
            html.close();
        }
    }

    private static void member(Html html, Guest guest) {
        html.open("span", "id", guest.anchor()).text(guest.name());
        guest.node().ifPresent(n -> html.leaf("small", " " + n));
        html.close().text(" ");
    }
}
