package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One disk's path: what is wanted, what is stored in the VM, and what its VMI runs with, by field of the profile. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathDisk(
        String name, String path, Map<String, String> wanted, Map<String, String> stored, Map<String, String> running) {
    public PathDisk {
        wanted = wanted == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(wanted));
        stored = stored == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(stored));
        running = running == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(running));
    }
}
