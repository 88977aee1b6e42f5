package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.api.Passthrough;
import dev.shortpath.api.StorageProfileSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An entry of a profile's passthrough: the host devices that it comes to.
 *
 * @param names of the host devices, one each: nvme0, nvme0-2
 */
public record Wanted(String resource, Function function, List<String> names) {
    /** As the schema has it; a profile that asks for more is not accepted, and must not cost memory meanwhile. */
    private static final int MOST = 16;

    public Wanted {
        names = List.copyOf(names);
    }

    public static List<Wanted> of(StorageProfileSpec spec) {
        return spec.passthrough().stream().map(Wanted::of).toList();
    }

    private static Wanted of(Passthrough asked) {
        int count = asked.count() == null ? 1 : Math.clamp(asked.count(), 1, MOST);
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(i -> i == 1 ? asked.name() : asked.name() + "-" + i)
                .toList();
        return new Wanted(asked.resourceName(), asked.function(), names);
    }

    public int count() {
        return names.size();
    }

    /** The same of the first few of them; empty for none. */
    public Optional<Wanted> upTo(long most) {
        return most == 0
                ? Optional.empty()
                : Optional.of(new Wanted(
                        resource, function, names.stream().limit(most).toList()));
    }

    /** With one entry for a resource, whose functions a node must have all at once. */
    static List<Wanted> together(List<Wanted> entries) {
        Map<List<Object>, Wanted> all = new LinkedHashMap<>();
        entries.forEach(e -> all.merge(List.of(e.resource(), e.function()), e, Wanted::and));
        return List.copyOf(all.values());
    }

    private Wanted and(Wanted other) {
        return new Wanted(
                resource,
                function,
                Stream.concat(names.stream(), other.names().stream()).toList());
    }
}
