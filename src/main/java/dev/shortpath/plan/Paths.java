package dev.shortpath.plan;

import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Running;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws each disk's way from the guest to its data; never claims what the API does not show. */
final class Paths {
    private static final List<Field> SHOWN =
            List.of(Field.BUS, Field.IO, Field.CACHE, Field.IO_THREAD, Field.BLOCK_SIZE, Field.ERROR_POLICY);
    private static final String ASKED = "io_uring (asked for)";
    private static final String DECIDES = "(KubeVirt decides)";

    private final Draft draft;
    private final Faults.Values stored;

    private Paths(Draft draft, Faults.Values stored) {
        this.draft = draft;
        this.stored = stored;
    }

    /**
     * The paths of all disks that a profile takes.
     *
     * @param stored the values in the VM's spec after this plan's write, as KubeVirt expands it
     */
    static List<DiskPath> of(Draft draft, Faults.Values stored) {
        Paths paths = new Paths(draft, stored);
        Set<String> disks = draft.taken().stream().map(Disk::name).collect(Collectors.toSet());
        return Stream.concat(
                        draft.taken().stream().map(paths::of), paths.drives().filter(d -> !disks.contains(d.disk())))
                .toList();
    }

    /** Host devices that the profile gives the VM, or that it has had of one: the shortest way that there is. */
    private Stream<DiskPath> drives() {
        return draft.decisions().stream()
                .filter(d -> d.field() == Field.PASSTHROUGH && d.disk().isPresent())
                .flatMap(d -> stored
                        .of(d.disk(), Field.PASSTHROUGH)
                        .filter(r -> d.wanted().isEmpty() || d.wanted().get().equals(r))
                        .map(resource -> new DiskPath(
                                d.disk().orElseThrow(),
                                d.disk().orElseThrow() + ": guest → NVMe function (" + resource + ")",
                                1,
                                Map.of(),
                                Map.of(),
                                Map.of()))
                        .stream());
    }

    private DiskPath of(Disk disk) {
        Map<Field, String> kept = shown(f -> stored.of(Optional.of(disk.name()), f));
        Map<Field, String> running = disk.running()
                .map(r -> shown(f -> Optional.ofNullable(r.get(f))))
                .orElseGet(() -> new EnumMap<>(Field.class));
        boolean runs = disk.running().isPresent();
        Map<Field, String> drawn = runs ? running : kept;
        boolean uring = runs
                ? disk.running().get().containsKey(Field.IO_URING)
                : stored.of(Optional.of(disk.name()), Field.IO_URING).isPresent();
        if (uring) {
            // The Plugin puts it before the io that stands there; only the launcher's log tells whether QEMU took it.
            running.computeIfPresent(Field.IO, (_, _) -> ASKED);
            (runs ? running : kept).putIfAbsent(Field.IO, ASKED);
        }
        String way = String.join(
                " → ",
                "guest",
                bus(drawn.getOrDefault(Field.BUS, "no bus"), queues(runs)),
                "QEMU " + (uring ? ASKED : drawn.getOrDefault(Field.IO, DECIDES)),
                below(disk));
        String path = disk.name() + ": " + way;
        return new DiskPath(
                disk.name(), path, (int) path.chars().filter(c -> c == '→').count(), wanted(disk), kept, running);
    }

    private static Map<Field, String> shown(java.util.function.Function<Field, Optional<String>> values) {
        Map<Field, String> map = new EnumMap<>(Field.class);
        SHOWN.forEach(f -> values.apply(f).ifPresent(v -> map.put(f, v)));
        return map;
    }

    private Map<Field, String> wanted(Disk disk) {
        return draft.decisions().stream()
                .filter(d -> d.disk().equals(Optional.of(disk.name())) && SHOWN.contains(d.field()))
                .filter(d -> !d.is(Verdict.NOT_APPLICABLE) && d.wanted().isPresent())
                .filter(d -> !d.wanted().get().equals("auto"))
                .collect(Collectors.toMap(Decision::field, d -> d.wanted().get(), (a, b) -> a));
    }

    private boolean queues(boolean runs) {
        Optional<String> word = runs
                ? draft.vm().running().map(Running::values).map(v -> v.get(Field.MULTI_QUEUE))
                : stored.of(Optional.empty(), Field.MULTI_QUEUE);
        return word.equals(Optional.of("Always"));
    }

    private String bus(String bus, boolean queues) {
        return switch (bus) {
            case "virtio" ->
                "virtio-blk" + (queues ? " ×" + draft.vm().machine().vcpus() : "");
            case "scsi" -> "virtio-scsi";
            default -> bus;
        };
    }

    private String below(Disk disk) {
        String overlay = disk.changedBlockTracking() ? "qcow2 overlay (changed-block tracking) → " : "";
        return overlay
                + switch (disk.volume().type()) {
                    case CONTAINER_DISK -> "qcow2 overlay → container image";
                    case EMPTY_DISK -> "qcow2 file → node's filesystem";
                    case EPHEMERAL -> "qcow2 overlay → " + claim(disk);
                    case HOST_DISK -> "raw file → node's filesystem";
                    default -> claimed(disk);
                };
    }

    private String claimed(Disk disk) {
        return switch (draft.backing(disk).kind()) {
            case BLOCK -> "raw block → " + claim(disk);
            case UNKNOWN -> "raw, block or file (not known yet) → " + claim(disk);
            default -> "raw file → filesystem → " + claim(disk);
        };
    }

    private static String claim(Disk disk) {
        return "pvc/"
                + disk.volume().claim().map(c -> c.name()).orElse(disk.volume().name());
    }
}
