package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A NUMA node; hugepages are counts by page size, such as 2Mi. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NumaNode(Integer id, String cpus, Map<String, Integer> hugepages) {
    public NumaNode {
        hugepages = hugepages == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(hugepages));
    }
}
