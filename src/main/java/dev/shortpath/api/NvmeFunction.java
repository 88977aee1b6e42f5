package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An NVMe controller of a node; its identity is node, address and serial. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NvmeFunction(
        @JsonPropertyDescription("The PCI address, such as 0000:81:00.0.") @Required @Size(max = 32)
        String address,

        @JsonPropertyDescription("The PCI vendor and device in hexadecimal, such as 144d:a80a.") @Size(max = 16)
        String vendorDevice,

        @JsonPropertyDescription(
                "The model; remembered once the function is bound to vfio-pci, where sysfs shows it no " + "longer.")
        @Size(max = 256)
        String model,

        @JsonPropertyDescription("The serial number; remembered likewise.") @Size(max = 256)
        String serial,

        @JsonPropertyDescription("The NUMA node; absent when the kernel does not know it.") @Min(0)
        Integer numaNode,

        @JsonPropertyDescription("The IOMMU group; absent when there is none.") @Min(0)
        Integer iommuGroup,

        @JsonPropertyDescription("Whether its group has no other function than bridges.")
        Boolean isolated,

        @JsonPropertyDescription("Whether every function of its group but bridges is on vfio-pci or has no driver.")
        Boolean viable,

        @JsonPropertyDescription(
                "Whether its group has a reserved region of type direct, with which the kernel gives it to no guest.")
        Boolean directRegions,

        @JsonPropertyDescription("The driver that it is bound to; absent when to none.") @Size(max = 64)
        String driver,

        @JsonPropertyDescription(
                "How the kernel can reset it, in the order of trying; absent when it cannot, and a guest would leave its traces.")
        @Size(max = 8)
        List<@Size(max = 32) String> resetMethods,

        @JsonPropertyDescription("What uses it on the host: a file system, swap, a device mapper.") @Size(max = 64)
        List<@Size(max = 256) String> use,

        @JsonPropertyDescription("Its part in SR-IOV.") Sriov sriov,

        @JsonPropertyDescription(
                "Whether it can be given to a guest: bound to vfio-pci, viable and isolated, whoever has " + "it now.")
        Boolean ready,

        @JsonPropertyDescription("When not ready: the first reason, for a person.") @Size(max = 1024)
        String why) {
    public NvmeFunction {
        resetMethods = resetMethods == null ? List.of() : List.copyOf(resetMethods);
        use = use == null ? List.of() : List.copyOf(use);
    }

    /** The same function, known by these. */
    public NvmeFunction named(String knownModel, String knownSerial) {
        return new NvmeFunction(
                address,
                vendorDevice,
                knownModel,
                knownSerial,
                numaNode,
                iommuGroup,
                isolated,
                viable,
                directRegions,
                driver,
                resetMethods,
                use,
                sriov,
                ready,
                why);
    }
}
