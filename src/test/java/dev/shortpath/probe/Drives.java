package dev.shortpath.probe;

import dev.shortpath.api.NodeTotals;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import java.util.List;

/** Looks of a test's making. */
final class Drives {
    static final String ADDRESS = "0000:81:00.0";

    private Drives() {}

    static StorageNodeStatus kernel(String kernel) {
        return new StorageNodeStatus(null, kernel, null, null, null, null, null, null);
    }

    static StorageNodeStatus drives(NvmeFunction... drives) {
        return new StorageNodeStatus(
                null,
                "6.12.48",
                null,
                null,
                List.of(),
                null,
                List.of(drives),
                NodeTotals.of(List.of(), List.of(drives)));
    }

    /** A drive that the host's NVMe driver holds. */
    static NvmeFunction drive(String serial) {
        return function(ADDRESS, "144d:a80a", "Model of " + serial.charAt(0), serial, "nvme");
    }

    /** A function of the same kind that vfio-pci holds. */
    static NvmeFunction bound() {
        return function(ADDRESS, "144d:a80a", null, null, "vfio-pci");
    }

    static NvmeFunction function(String address, String kind, String model, String serial, String driver) {
        return new NvmeFunction(
                address, kind, model, serial, null, null, null, null, null, driver, List.of(), List.of(), null, null,
                null);
    }
}
