package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A NUMA node; hugepages are counts by page size, such as 2Mi. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NumaNode(
        @JsonPropertyDescription("The kernel's number of the NUMA node.") @Required @Min(0)
        Integer id,

        @JsonPropertyDescription("Its CPUs as the kernel lists them, such as 0-7,16-23.") @Size(max = 4096)
        String cpus,

        @JsonPropertyDescription("Hugepages by page size, such as 2Mi: 32.") @Size(max = 16)
        Map<String, @Min(0) Integer> hugepages) {
    public NumaNode {
        hugepages = hugepages == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(hugepages));
    }
}
