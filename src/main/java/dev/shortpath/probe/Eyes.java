package dev.shortpath.probe;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.NodeTotals;
import dev.shortpath.api.NumaNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.api.Vfio;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at a node: reads `proc` and `sys` under a root, and says what is there. Reads only, within {@link Limits}, decides nothing but
 * what {@link Fitness} says of each function, and throws nothing: what could not be read is absent and among the problems.
 */
public final class Eyes {
    /** Whether this is the node itself, and not a recording: only then is the kernel asked. */
    private final boolean live;

    private final Tree tree;
    private final Problems problems;
    private final Values values;
    private final Groups groups;

    private final Seen<String> mountinfo;

    private Eyes(Path root, Optional<Path> mountinfo, Limits limits) {
        this.live = root.toAbsolutePath().normalize().equals(Path.of("/"));
        this.problems = new Problems();
        this.tree = new Tree(root.toAbsolutePath(), limits, problems);
        this.values = new Values(tree);
        this.groups = new Groups(values);
        // A pod's own is about itself: the host's is another file.
        this.mountinfo = mountinfo
                .map(Path::toAbsolutePath)
                .map(f -> new Tree(f.getParent(), limits, problems)
                        .table(f.getFileName().toString()))
                .orElseGet(() -> tree.table(Mounts.MOUNTINFO));
    }

    /**
     * What the node is that has this root: `/` for this one, another directory for a recorded one. The same tree gives the same sight;
     * `observedAt` is left out.
     */
    public static Sight look(Path root) {
        return look(root, Limits.USUAL).sight();
    }

    /**
     * The same.
     *
     * @param mountinfo where the node's /proc/1/mountinfo lies, if not below the root
     */
    public static Sight look(Path root, Optional<Path> mountinfo) {
        return look(root, mountinfo, Limits.USUAL).sight();
    }

    /** The name that the machine of this root gives itself, in lower case as the kubelet takes it; empty where it cannot be read. */
    public static Optional<String> hostName(Path root) {
        Tree tree = new Tree(root.toAbsolutePath(), Limits.USUAL, new Problems());
        return tree.text("proc/sys/kernel/hostname")
                .value()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .filter(n -> !n.isEmpty());
    }

    /** A sight, and what it cost. */
    record Look(Sight sight, int steps, long bytes) {}

    static Look look(Path root, Limits limits) {
        return look(root, Optional.empty(), limits);
    }

    private static Look look(Path root, Optional<Path> mountinfo, Limits limits) {
        Eyes eyes = new Eyes(root, mountinfo, limits);
        StorageNodeStatus status = eyes.status();
        return new Look(new Sight(status, eyes.problems.list()), eyes.tree.steps(), eyes.tree.bytes());
    }

    private StorageNodeStatus status() {
        Kernel kernel = new Kernel(values);
        Iommu iommu = new IommuUnits(values, groups).iommu();
        Vfio vfio = new VfioDriver(values).vfio(iommu);
        Optional<List<NumaNode>> numa = new Numa(values).nodes();
        Optional<List<NvmeFunction>> nvme = nvme(new Fitness.Host(interrupts(iommu, vfio)));
        return new StorageNodeStatus(
                null,
                kernel.release().orElse(null),
                iommu,
                (live ? kernel.asked() : kernel.ioUring()).orElse(null),
                numa.orElse(null),
                vfio,
                nvme.orElse(null),
                totals(numa, nvme));
    }

    /** What could not be listed is not none, and has no count. */
    private static NodeTotals totals(Optional<List<NumaNode>> numa, Optional<List<NvmeFunction>> nvme) {
        NodeTotals all = NodeTotals.of(numa.orElse(List.of()), nvme.orElse(List.of()));
        return new NodeTotals(
                numa.isPresent() ? all.numaNodes() : null,
                nvme.isPresent() ? all.nvmeFunctions() : null,
                nvme.isPresent() ? all.nvmeReady() : null);
    }

    /** Whether the kernel lets a guest have a function's interrupts: remapped, or unsafe ones allowed. */
    private static Optional<Boolean> interrupts(Iommu iommu, Vfio vfio) {
        Optional<Boolean> remapped = Optional.ofNullable(iommu.interruptRemapping());
        return Boolean.TRUE.equals(vfio.unsafeInterrupts()) ? Optional.of(true) : remapped;
    }

    private Optional<List<NvmeFunction>> nvme(Fitness.Host host) {
        Controllers controllers = new Controllers(values);
        Uses uses = new Uses(values, controllers, mountinfo);
        return new PciFunctions(values)
                .nvme()
                .map(all -> all.stream()
                        .map(f -> function(f, controllers.at(f.address()), uses.of(f.address()), host))
                        .toList());
    }

    private NvmeFunction function(
            PciFunctions.Found found,
            Optional<Controllers.Controller> controller,
            List<String> uses,
            Fitness.Host host) {
        Optional<Groups.Group> group = found.group().value().map(g -> groups.of(g, found.address()));
        Fitness.Verdict verdict = Fitness.of(found, group, uses, host);
        return new NvmeFunction(
                found.address(),
                found.vendorDevice().orElse(null),
                controller.flatMap(Controllers.Controller::model).orElse(null),
                controller.flatMap(Controllers.Controller::serial).orElse(null),
                found.numaNode().orElse(null),
                found.group().value().orElse(null),
                verdict.isolated().orElse(null),
                verdict.viable().orElse(null),
                group.flatMap(Groups.Group::direct).orElse(null),
                found.driver().value().orElse(null),
                found.resets(),
                uses,
                found.sriov().orElse(null),
                verdict.ready().orElse(null),
                verdict.why().orElse(null));
    }
}
