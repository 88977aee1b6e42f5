package dev.shortpath.probe;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.NodeTotals;
import dev.shortpath.api.NumaNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.api.Vfio;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private Eyes(Path root, Limits limits) {
        this.live = root.toAbsolutePath().normalize().equals(Path.of("/"));
        this.problems = new Problems();
        this.tree = new Tree(root.toAbsolutePath(), limits, problems);
        this.values = new Values(tree);
        this.groups = new Groups(values);
    }

    /**
     * What the node is that has this root: `/` for this one, another directory for a recorded one. The same tree gives the same sight;
     * `observedAt` is left out.
     */
    public static Sight look(Path root) {
        return look(root, Limits.USUAL).sight();
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
        Eyes eyes = new Eyes(root, limits);
        StorageNodeStatus status = eyes.status();
        return new Look(new Sight(status, eyes.problems.list()), eyes.tree.steps(), eyes.tree.bytes());
    }

    private StorageNodeStatus status() {
        Kernel kernel = new Kernel(values);
        Iommu iommu = new IommuUnits(values, groups).iommu();
        Vfio vfio = new VfioDriver(values).vfio(iommu);
        List<NumaNode> numa = new Numa(values).nodes();
        List<NvmeFunction> nvme = nvme(new Fitness.Host(interrupts(iommu, vfio)));
        return new StorageNodeStatus(
                null,
                kernel.release().orElse(null),
                iommu,
                (live ? kernel.asked() : kernel.ioUring()).orElse(null),
                numa,
                vfio,
                nvme,
                NodeTotals.of(numa, nvme));
    }

    /** Whether the kernel lets a guest have a function's interrupts: remapped, or unsafe ones allowed. */
    private static Optional<Boolean> interrupts(Iommu iommu, Vfio vfio) {
        Optional<Boolean> remapped = Optional.ofNullable(iommu.interruptRemapping());
        return Boolean.TRUE.equals(vfio.unsafeInterrupts()) ? Optional.of(true) : remapped;
    }

    private List<NvmeFunction> nvme(Fitness.Host host) {
        Controllers controllers = new Controllers(values);
        Uses uses = new Uses(values, controllers);
        List<NvmeFunction> nvme = new ArrayList<>();
        for (PciFunctions.Found found : new PciFunctions(values).nvme()) {
            Optional<Groups.Group> group = found.group().value().map(groups::of);
            List<String> used = uses.of(found.address());
            Fitness.Verdict verdict = Fitness.of(found, group, used, host);
            Optional<Controllers.Controller> controller = controllers.at(found.address());
            nvme.add(new NvmeFunction(
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
                    used,
                    found.sriov().orElse(null),
                    verdict.ready().orElse(null),
                    verdict.why().orElse(null)));
        }
        return nvme;
    }
}
