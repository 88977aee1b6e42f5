package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cli.map.Guest;
import dev.shortpath.cli.map.Host;
import dev.shortpath.cli.map.Told;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Vm;
import dev.shortpath.kubevirt.GitLines;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.passthrough.Drives;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a map is drawn of: every VM with its plan, every node with its drives. */
final class FleetFacts {
    private FleetFacts() {}

    /** Sorted by namespace and name. */
    static List<Guest> guests(List<Planned> plans) {
        List<Guest> guests = new ArrayList<>();
        plans.stream()
                .sorted(Comparator.comparing(Planned::title))
                .forEach(p -> guests.add(guest(guests.size() + 1, p)));
        return guests;
    }

    private static Guest guest(int number, Planned planned) {
        Vm vm = planned.situation().vm();
        ObjectNode lines =
                GitLines.manifest(planned.vm().object(), planned.plan().inGit());
        return new Guest(
                number,
                planned.namespace(),
                planned.name(),
                planned.plan(),
                AuditReport.standing(planned),
                vm.running().flatMap(Running::node),
                vm.running().map(Running::devices).orElse(List.of()).stream()
                        .map(HostDevice::resource)
                        .toList(),
                vm.disks().stream().flatMap(d -> volume(d).stream()).toList(),
                Grouped.of(planned.plan().decisions()).stream()
                        .map(g -> new Told(g.decision(), g.disks(), g.evidenceInShort()))
                        .toList(),
                lines.isEmpty() ? "" : YamlText.document(lines));
    }

    private static Optional<String> volume(Disk disk) {
        return disk.volume().claim().map(c -> c.name());
    }

    /** Sorted by name: all Nodes, and those of which a probe reported alone. */
    static List<Host> hosts(World world) {
        Set<String> names = new TreeSet<>();
        for (KnownKind kind : List.of(KnownKind.NODE, KnownKind.STORAGE_NODE)) {
            world.all(kind.key())
                    .orElse(List.of())
                    .forEach(n -> names.add(n.at("/metadata/name").asText()));
        }
        Cluster cluster = Situations.cluster(world, Delivering.of(world));
        Set<String> silent = world.silent();
        List<Host> hosts = new ArrayList<>();
        for (String name : names) {
            Situations.node(world, name).ifPresent(node -> {
                Optional<JsonNode> read =
                        world.find(KnownKind.NODE.key(), "", name).there();
                Optional<JsonNode> seen = world.find(KnownKind.STORAGE_NODE.key(), "", name)
                        .there()
                        .filter(s -> StorageNodes.status(s).isPresent());
                Drives drives = Drives.of(node, cluster, read.isPresent());
                NodeFacts facts = new NodeFacts(
                        name,
                        read,
                        seen,
                        new Sighting(Optional.empty(), Optional.empty(), false, silent.contains(name)),
                        drives);
                hosts.add(new Host(
                        hosts.size() + 1,
                        name,
                        seen.flatMap(StorageNodes::status),
                        drives,
                        facts.summary(),
                        facts.hurdles(),
                        facts.labels(),
                        facts.architecture(),
                        silent.contains(name)));
            });
        }
        return hosts;
    }
}
