package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** An NVMe controller of a node; its identity is node, address and serial. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NvmeFunction(
        String address,
        String vendorDevice,
        String model,
        String serial,
        Integer numaNode,
        Integer iommuGroup,
        Boolean isolated,
        Boolean viable,
        String driver,
        List<String> use,
        Sriov sriov,
        Boolean ready,
        String why) {
    public NvmeFunction {
        use = use == null ? List.of() : List.copyOf(use);
    }
}
