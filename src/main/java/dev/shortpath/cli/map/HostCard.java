package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.NumaNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.plan.Lack;
import dev.shortpath.plan.passthrough.Drive;
import dev.shortpath.plan.passthrough.Drives;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node: what it carries, its NUMA nodes with their drives, and the VMs that run there. */
final class HostCard {
    private final Html html;
    private final Host host;
    private final List<Guest> guests;
    private final Holdings holdings;

    private HostCard(Html html, Host host, List<Guest> guests) {
        this.html = html;
        this.host = host;
        this.guests = guests;
        this.holdings = Holdings.of(host, guests);
    }

    static void write(Html html, Host host, List<Guest> guests, boolean open) {
        new HostCard(html, host, guests).card(open);
    }

    private void card(boolean open) {
        html.details("card host " + host.readiness().tone().style(), open);
        summary();
        html.open("div", "class", "body");
        if (!host.hurdles().isEmpty()) {
            html.leaf("p", host.hurdles(), "class", "message");
        }
        sighting();
        host.seen().ifPresent(this::seen);
        shared();
        running();
        html.close().close();
    }

    private void summary() {
        html.open("summary");
        host.readiness().tone().badge(html, host.readiness().word());
        html.open("span", "class", "who")
                .leaf("b", host.name(), "id", host.anchor())
                .close();
        html.leaf("span", host.summary(), "class", "reason");
        html.open("span", "class", "aside");
        html.text(guests.size() + (guests.size() == 1 ? " VM" : " VMs"));
        long bad = guests.stream()
                .filter(g -> g.compliance() == Compliance.NON_COMPLIANT)
                .count();
        if (bad > 0) {
            html.text(" ");
            Tone.BAD.badge(html, bad + " NonCompliant");
        }
        html.close().close();
    }

    private void sighting() {
        if (host.seen().isEmpty()) {
            html.leaf("p", "No probe has reported of it, so nothing is known of its drives.", "class", "faint");
            labels();
            return;
        }
        String at = host.seen().map(StorageNodeStatus::observedAt).orElse(null);
        if (host.silent()) {
            html.leaf(
                    "p",
                    "Its probe has been silent for too long: what follows may be another way by now. Look after its pod."
                            + (at == null ? "" : " It last reported at " + at + "."),
                    "class",
                    "message");
        }
    }

    /** Without a probe's report the labels are all that is known. */
    private void labels() {
        if (!host.labels().isEmpty()) {
            html.leaf("p", "Its labels say, and the scheduler goes by them:");
            html.open("dl", "class", "carries");
            host.labels().forEach((k, v) -> HostFacts.fact(html, k, v));
            html.close();
        }
    }

    private void seen(StorageNodeStatus seen) {
        HostFacts.write(html, host, seen);
        hindrances();
        html.open("div", "class", "numas");
        List<NumaNode> numa = new ArrayList<>(seen.numa());
        numa.forEach(n -> numa(Optional.of(n), drivesOf(n.id())));
        List<Drive> elsewhere = host.drives().all().stream()
                .filter(d -> numa.stream()
                        .noneMatch(n -> Objects.equals(n.id(), d.function().numaNode())))
                .toList();
        if (!elsewhere.isEmpty()) {
            numa(Optional.empty(), elsewhere);
        }
        html.close();
    }

    private List<Drive> drivesOf(Integer numa) {
        return host.drives().all().stream()
                .filter(d -> numa != null && numa.equals(d.function().numaNode()))
                .toList();
    }

    private void hindrances() {
        Drives.General general = host.drives().general();
        List<Lack> all = Stream.of(general.ofNode(), general.ofCluster(), general.unread())
                .flatMap(List::stream)
                .toList();
        if (!all.isEmpty() && !host.drives().all().isEmpty()) {
            html.leaf("p", "What stands in the way of all its drives:");
            html.open("ul", "class", "lacks");
            all.forEach(l -> DriveBox.lack(html, l));
            html.close();
        }
    }

    private void numa(Optional<NumaNode> numa, List<Drive> drives) {
        html.open("section", "class", "numa");
        html.open("h4").text(numa.map(n -> "NUMA node " + n.id()).orElse("NUMA node not known"));
        numa.ifPresent(n -> html.text(" ").leaf("span", carries(n), "class", "faint"));
        html.close();
        if (drives.isEmpty()) {
            html.leaf("p", "no NVMe function", "class", "faint");
        } else {
            DriveBox.alike(drives, holdings).forEach(box -> box.write(html));
        }
        html.close();
    }

    private static String carries(NumaNode numa) {
        String pages = numa.hugepages().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " × " + e.getKey() + " hugepages")
                .collect(Collectors.joining(", "));
        return (numa.cpus() == null || numa.cpus().isEmpty() ? "no CPU" : "CPUs " + numa.cpus())
                + (pages.isEmpty() ? "" : ", " + pages);
    }

    /** Where KubeVirt does not say which function a VM has, it is at least said who has one. */
    private void shared() {
        holdings.holders().forEach((resource, holders) -> {
            html.open("p").leaf("code", resource);
            html.text(": " + holders.size() + " of the " + holdings.functions().get(resource)
                    + " ready here with VMs that run: ");
            Links.guests(html, holders.stream().distinct().toList());
            html.close();
        });
        host.drives().remarks().forEach(r -> html.leaf("p", r, "class", "message"));
    }

    private void running() {
        if (!guests.isEmpty()) {
            html.details("more", false).leaf("summary", "The VMs that run there: " + guests.size());
            html.open("ul", "class", "names");
            guests.forEach(g -> Links.item(html, g));
            html.close().close();
        }
    }
}
