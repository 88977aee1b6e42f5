package dev.shortpath.cli.map;

import dev.shortpath.api.IoUring;
import dev.shortpath.api.Iommu;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.api.Vfio;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a node's probe saw of it, beside its drives. */
final class HostFacts {
    private HostFacts() {}

    static void write(Html html, Host host, StorageNodeStatus seen) {
        html.open("dl", "class", "carries");
        fact(html, "IOMMU", iommu(seen.iommu()));
        fact(html, "IOMMU groups", groups(seen));
        fact(
                html,
                "io_uring",
                Optional.ofNullable(seen.ioUring())
                        .map(IoUring::state)
                        .map(s -> s.word())
                        .orElse("not known"));
        fact(
                html,
                "vfio-pci",
                Optional.ofNullable(seen.vfio())
                        .map(Vfio::ready)
                        .map(r -> r ? "ready" : "not ready")
                        .orElse("not known"));
        String kernel = Stream.of(host.architecture().orElse(null), seen.kernel())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        fact(html, "Kernel", kernel.isEmpty() ? "not known" : kernel);
        if (seen.observedAt() != null) {
            fact(html, "Last seen", seen.observedAt());
        }
        html.close();
    }

    static void fact(Html html, String name, String value) {
        html.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private static String iommu(Iommu iommu) {
        if (iommu == null || iommu.enabled() == null) {
            return "not known";
        }
        if (!iommu.enabled()) {
            return "off";
        }
        String remapping = iommu.interruptRemapping() == null
                ? ""
                : iommu.interruptRemapping() ? ", interrupts remapped" : ", interrupts not remapped";
        return "on" + (iommu.kind() == null ? "" : ", " + iommu.kind().word())
                + (iommu.mode() == null ? "" : ", mode " + iommu.mode().word())
                + remapping;
    }

    /** A group goes to a guest as a whole, so a drive that is not alone in its own goes to none. */
    private static String groups(StorageNodeStatus seen) {
        if (seen.nvme().isEmpty()) {
            return "no drive to be in one";
        }
        long groups = seen.nvme().stream()
                .map(NvmeFunction::iommuGroup)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        long without = seen.nvme().stream().filter(f -> f.iommuGroup() == null).count();
        long shared = seen.nvme().stream()
                .filter(f -> Boolean.FALSE.equals(f.isolated()))
                .count();
        return groups + " with drives"
                + (without == 0 ? "" : "; drives in none: " + without)
                + (shared == 0 ? "" : "; drives not alone in theirs: " + shared);
    }
}
