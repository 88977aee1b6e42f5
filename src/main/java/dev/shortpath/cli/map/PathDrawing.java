package dev.shortpath.cli.map;

import dev.shortpath.facts.Field;
import dev.shortpath.plan.DiskPath;
import java.util.List;
import java.util.Map;

/** A disk's way from the guest to its data: a box a station, an arrow a hop. */
final class PathDrawing {
    private static final String ARROW = " → ";

    private PathDrawing() {}

    static void draw(Html html, DiskPath disk) {
        String own = disk.disk() + ": ";
        String way = disk.path().startsWith(own) ? disk.path().substring(own.length()) : disk.path();
        List<String> stations = List.of(way.split(ARROW));
        html.open("div", "class", "path");
        html.open("p", "class", "disk").leaf("b", disk.disk()).text(" ");
        html.leaf("span", disk.hops() + (disk.hops() == 1 ? " hop" : " hops"), "class", "hops")
                .close();
        html.open("ol", "class", "way");
        for (int i = 0; i < stations.size(); i++) {
            html.open("li", "class", kind(stations.get(i), i, stations.size()));
            html.leaf("span", stations.get(i)).close();
        }
        html.close();
        unlike(html, disk);
        html.close();
    }

    /** What a station is; a detour is what a shorter path would not have. */
    private static String kind(String station, int index, int all) {
        if (index == 0) {
            return "guest";
        }
        if (station.startsWith("QEMU")) {
            return "qemu";
        }
        if (station.startsWith("NVMe function")) {
            return "direct";
        }
        if (index == all - 1) {
            return "data";
        }
        boolean detour = station.startsWith("qcow2") || station.startsWith("raw file") || station.equals("filesystem");
        return index == 1 ? "bus" : detour ? "detour" : "format";
    }

    /** What is asked for and is another way where the VM runs, or in its spec while it does not. */
    private static void unlike(Html html, DiskPath disk) {
        boolean runs = !disk.running().isEmpty();
        Map<Field, String> now = runs ? disk.running() : disk.stored();
        List<Field> unlike = disk.wanted().keySet().stream()
                .filter(f -> now.containsKey(f)
                        && !now.get(f).startsWith(disk.wanted().get(f)))
                .toList();
        if (unlike.isEmpty()) {
            return;
        }
        html.open("ul", "class", "unlike");
        for (Field field : unlike) {
            html.open("li").leaf("code", field.path()).text(runs ? " runs with " : " is ");
            html.leaf("code", now.get(field))
                    .text(", asked for: ")
                    .leaf("code", disk.wanted().get(field))
                    .close();
        }
        html.close();
    }
}
