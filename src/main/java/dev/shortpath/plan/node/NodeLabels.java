package dev.shortpath.plan.node;

import dev.shortpath.api.IoUring;
import dev.shortpath.api.Iommu;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.Vfio;
import dev.shortpath.facts.Hardware;
import dev.shortpath.plan.node.Finding.Between;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a node's labels should say, by what its probe saw (API.md, section 6). */
public final class NodeLabels {
    /** The labels that are ours to derive, and nobody else's business. */
    public static final String GROUP = "shortpath.dev/";

    /**
     * `ready`: the IOMMU's units are at work, there are groups, and interrupts are remapped (Arm: an SMMU, which needs no
     * remapping); `missing`: one of these was seen not to be there.
     */
    public static final String IOMMU = GROUP + "iommu";

    /** `passthrough`: identity mappings for the host's own devices (iommu=pt); `translated`; `mixed`. */
    public static final String IOMMU_MODE = GROUP + "iommu-mode";

    /** `allowed`, `restricted` (to a group), `disabled`, `unsupported`: what kernel and sysctl say to io_uring. */
    public static final String IO_URING = GROUP + "io-uring";

    /** `ready`: vfio-pci is there, and can give devices safely; `missing`. */
    public static final String VFIO = GROUP + "vfio";

    /** The number of physical NVMe functions that are ready to be given to VMs, whoever has them now. */
    public static final String NVME = GROUP + "nvme-ready";

    /** The same of virtual functions. */
    public static final String NVME_VIRTUAL = GROUP + "nvme-vf-ready";

    /** With N the number of a NUMA node: the physical functions behind it that are ready. */
    private static final String OF_NUMA = GROUP + "nvme-ready-numa-";

    /** The physical functions that are ready behind a NUMA node that the kernel does not know. */
    public static final String NUMA_UNKNOWN = OF_NUMA + "unknown";

    /** The most physical functions that are ready behind one NUMA node. */
    public static final String NUMA_MAX = OF_NUMA + "max";

    private static final String READY = "ready";
    private static final String MISSING = "missing";
    private static final Set<String> ALWAYS =
            Set.of(IOMMU, IOMMU_MODE, IO_URING, VFIO, NVME, NVME_VIRTUAL, NUMA_UNKNOWN, NUMA_MAX);
    /** Ids from here on share a label: a probe that lies must not make a Node as large as it likes. */
    private static final int MOST_NUMA = 64;

    private static final int NOWHERE = -1;
    private static final Pattern NUMA_NODE = Pattern.compile(Pattern.quote(OF_NUMA) + "\\d+");

    private NodeLabels() {}

    /** Whether this is one of the labels that are derived. */
    static boolean isDerived(String label) {
        return ALWAYS.contains(label) || NUMA_NODE.matcher(label).matches();
    }

    /**
     * What is known of each label.
     *
     * @param drivesListed whether the probe could list the NVMe functions: that there are none is then an observation
     * @param standing names of labels that stand, of which one may have nothing behind it any more
     */
    static SortedMap<String, Finding> findings(Hardware seen, boolean drivesListed, Set<String> standing) {
        SortedMap<String, Finding> findings = new TreeMap<>();
        seen.iommu().ifPresent(i -> {
            iommu(i).ifPresent(f -> findings.put(IOMMU, f));
            mode(i).ifPresent(f -> findings.put(IOMMU_MODE, f));
        });
        seen.ioUring()
                .map(IoUring::state)
                .ifPresent(s -> findings.put(IO_URING, new Finding.Is(s.word().toLowerCase(Locale.ROOT))));
        seen.vfio().map(Vfio::ready).ifPresent(ready -> findings.put(VFIO, new Finding.Is(ready ? READY : MISSING)));
        if (drivesListed) {
            standing.stream()
                    .filter(l -> NUMA_NODE.matcher(l).matches() || l.equals(NUMA_UNKNOWN))
                    .forEach(l -> findings.put(l, new Finding.Nothing()));
            drives(findings, seen.nvme());
        }
        return findings;
    }

    /** Ready needs all of it to have been seen; one thing seen not to be there is enough for missing. */
    private static Optional<Finding> iommu(Iommu iommu) {
        boolean missing = Boolean.FALSE.equals(iommu.enabled())
                || iommu.mode() == IommuMode.NONE
                || Boolean.FALSE.equals(iommu.interruptRemapping());
        // Arm has no interrupt remapping beside its SMMU: the interrupt controller keeps devices apart.
        boolean remaps = Boolean.TRUE.equals(iommu.interruptRemapping()) || iommu.kind() == IommuKind.SMMU;
        if (missing) {
            return Optional.of(new Finding.Is(MISSING));
        }
        return Boolean.TRUE.equals(iommu.enabled()) && iommu.mode() != null && remaps
                ? Optional.of(new Finding.Is(READY))
                : Optional.empty();
    }

    private static Optional<Finding> mode(Iommu iommu) {
        if (Boolean.FALSE.equals(iommu.enabled()) || iommu.mode() == IommuMode.NONE) {
            return Optional.of(new Finding.Nothing());
        }
        return Optional.ofNullable(iommu.mode()).map(m -> new Finding.Is(m.word()));
    }

    private static void drives(SortedMap<String, Finding> findings, List<NvmeFunction> nvme) {
        SortedMap<Integer, Between> ofNuma = new TreeMap<>();
        Between unknown = Between.NONE;
        Between physical = Between.NONE;
        Between virtual = Between.NONE;
        Between max = Between.NONE;
        for (NvmeFunction function : nvme) {
            virtual = virtual.and(ready(function, f -> f == SriovFunction.VIRTUAL));
            Between ready = ready(function, f -> f != SriovFunction.VIRTUAL);
            physical = physical.and(ready);
            if (kind(function).filter(f -> f == SriovFunction.VIRTUAL).isEmpty()) {
                ofNuma.merge(function.numaNode() == null ? NOWHERE : function.numaNode(), ready, Between::and);
            }
        }
        for (var numa : ofNuma.entrySet()) {
            if (numa.getKey() >= 0) {
                max = Between.max(max, numa.getValue());
            }
            if (numa.getKey() >= 0 && numa.getKey() < MOST_NUMA) {
                findings.put(OF_NUMA + numa.getKey(), numa.getValue());
            } else {
                unknown = unknown.and(numa.getValue());
                findings.put(NUMA_UNKNOWN, unknown);
            }
        }
        findings.put(NVME, physical);
        findings.put(NVME_VIRTUAL, virtual);
        findings.put(NUMA_MAX, max);
    }

    private static Optional<SriovFunction> kind(NvmeFunction function) {
        return Optional.ofNullable(function.sriov()).map(s -> s.function());
    }

    /** One function's part in a number: what is not known of it may be so or not. */
    private static Between ready(NvmeFunction function, Predicate<SriovFunction> counts) {
        boolean surely = kind(function).filter(counts).isPresent();
        boolean perhaps = kind(function).map(counts::test).orElse(true);
        boolean ready = Boolean.TRUE.equals(function.ready());
        return new Between(surely && ready ? 1 : 0, perhaps && (ready || function.ready() == null) ? 1 : 0);
    }
}
