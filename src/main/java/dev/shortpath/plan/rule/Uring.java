package dev.shortpath.plan.rule;

import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Fleet;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.node.NodeLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every link that io_uring on a disk needs (API.md, section 3), and how they stand.
 *
 * @param links those that are missing, in the order in which they are looked at
 * @param setBefore whether the disk has it from an earlier plan
 * @param stale whether of every node that allows it the probe is silent
 */
record Uring(List<Link> links, boolean setBefore, boolean stale, List<Evidence> evidence) {
    static final String WORD = "io_uring";

    /**
     * A missing link.
     *
     * @param what for a person
     * @param against whether it was seen to be so: what is only not known takes nothing back
     */
    record Link(String what, boolean against) {
        static Link seen(String what) {
            return new Link(what, true);
        }

        static Link notKnown(String what) {
            return new Link(what, false);
        }
    }

    boolean ready() {
        return links.isEmpty();
    }

    boolean contradicted() {
        return links.stream().anyMatch(Link::against);
    }

    List<String> missing() {
        return links.stream().map(Link::what).toList();
    }

    Evidence[] shown() {
        return evidence.toArray(Evidence[]::new);
    }

    static Uring of(Draft draft, Disk disk) {
        Capability plugin = draft.facts().cluster().deliveries().ioUring();
        Places places = Places.of(draft);
        List<Link> links = new ArrayList<>(ofDisk(draft, disk));
        plugin.missing().forEach(m -> links.add(new Link(m, plugin.against())));
        Hook.missing(draft).map(Link::seen).ifPresent(links::add);
        if (places.allowing() == 0 && (plugin.ready() || places.allRefuse())) {
            links.add(new Link(
                    "no node that the VM can use is known to allow it (label " + NodeLabels.IO_URING + ": allowed)",
                    places.allRefuse()));
        }
        Stream<Evidence> remarks = plugin.remarks().stream().map(r -> new Evidence("seccomp profile of launchers", r));
        return new Uring(
                links,
                draft.ledger().live(Optional.of(disk.name()), Field.IO_URING).isPresent(),
                places.stale(),
                Stream.concat(Stream.of(places.evidence()), remarks).toList());
    }

    private static List<Link> ofDisk(Draft draft, Disk disk) {
        List<Link> links = new ArrayList<>();
        if (disk.volume().hotpluggable()) {
            links.add(Link.seen("domain hooks do not see hotplugged disks"));
        }
        if (!draft.onBus(disk, "virtio") && !draft.onBus(disk, "scsi")) {
            links.add(Link.seen("it is for virtio and scsi disks, and this one is on "
                    + draft.value(disk, Field.BUS).orElse("no known bus")));
        }
        UringGround.missing(draft, disk).ifPresent(links::add);
        return links;
    }

    /**
     * The nodes that the VM's owner lets it use.
     *
     * @param allowing how many are known to allow io_uring, if only by what a silent probe saw last
     * @param allRefuse whether each is known not to, by a probe that is heard of or by who labels nodes otherwise
     */
    private record Places(int all, int allowing, boolean allRefuse, boolean stale) {
        static Places of(Draft draft) {
            Fleet fleet = draft.facts().fleet();
            Map<String, List<Node>> all = Eligibility.own(draft.facts(), NodeLabels.IO_URING);
            List<Node> allowing = all.getOrDefault("allowed", List.of());
            boolean refused = !all.isEmpty()
                    && allowing.isEmpty()
                    && !all.containsKey("")
                    && all.values().stream().flatMap(List::stream).noneMatch(fleet::isStale);
            boolean stale = !allowing.isEmpty() && allowing.stream().allMatch(fleet::isStale);
            return new Places(all.values().stream().mapToInt(List::size).sum(), allowing.size(), refused, stale);
        }

        Evidence evidence() {
            return new Evidence("nodes that the VM can use and that allow io_uring", allowing + " of " + all);
        }
    }
}
