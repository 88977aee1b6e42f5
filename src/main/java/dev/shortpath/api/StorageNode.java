package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the probe on a node saw; named after its node and owned by it. Cluster-scoped. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageNode")
@Plural("storagenodes")
@Singular("storagenode")
@ShortNames("snode")
@Categories("shortpath")
@JsonClassDescription(
        "What the probe on a node saw of what storage paths need. "
                + "Written by that node's probe alone; named after its node, and gone with it. What could not be read is absent.")
@AdditionalPrinterColumn(name = "IOMMU", jsonPath = ".status.iommu.kind", type = Type.STRING)
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".status.iommu.mode", type = Type.STRING)
@AdditionalPrinterColumn(name = "IO_URING", jsonPath = ".status.ioUring.state", type = Type.STRING)
@AdditionalPrinterColumn(name = "NUMA", jsonPath = ".status.totals.numaNodes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "NVME", jsonPath = ".status.totals.nvmeFunctions", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.totals.nvmeReady", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
        name = "REMAPPING",
        jsonPath = ".status.iommu.interruptRemapping",
        type = Type.BOOLEAN,
        priority = 1)
@AdditionalPrinterColumn(name = "VFIO", jsonPath = ".status.vfio.ready", type = Type.BOOLEAN, priority = 1)
@AdditionalPrinterColumn(name = "KERNEL", jsonPath = ".status.kernel", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "OBSERVED", jsonPath = ".status.observedAt", type = Type.DATE, priority = 1)
public class StorageNode extends CustomResource<Void, StorageNodeStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected StorageNodeStatus initStatus() {
        return null;
    }
}
