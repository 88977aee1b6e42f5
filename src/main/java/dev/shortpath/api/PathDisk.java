package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One disk's path: what is wanted, what is stored in the VM, and what its VMI runs with, by field of the profile. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathDisk(
        @JsonPropertyDescription("The disk's name in the VM.") @Required @Size(max = 253)
        String name,

        @JsonPropertyDescription("The disk's way from the guest to its data.") @Size(max = 1024)
        String path,

        @JsonPropertyDescription("What the plan asks for, by the profile's field.") @Size(max = 32)
        Map<String, @Size(max = 256) String> wanted,

        @JsonPropertyDescription("What the VM's spec has, as KubeVirt expands it with instancetype and preference.")
        @Size(max = 32)
        Map<String, @Size(max = 256) String> stored,

        @JsonPropertyDescription(
                "What the VMI's spec has; kept as last seen when the VM is stopped. (KubeVirt decides) "
                        + "and (asked for) mark what the API does not show.")
        @Size(max = 32)
        Map<String, @Size(max = 256) String> running) {
    public PathDisk {
        wanted = wanted == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(wanted));
        stored = stored == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(stored));
        running = running == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(running));
    }
}
