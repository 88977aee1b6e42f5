package dev.shortpath.api;

/** Whole NVMe controllers or SR-IOV functions that the VM gets as host devices. */
public record Passthrough(String name, String resourceName, Integer count, Function function) {
    public Passthrough {
        function = function == null ? Function.PHYSICAL : function;
    }
}
