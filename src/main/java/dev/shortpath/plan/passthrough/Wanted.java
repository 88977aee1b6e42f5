package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.api.Passthrough;
import dev.shortpath.api.StorageProfileSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An entry of a profile's passthrough: the host devices that it comes to.
 *
 * @param names of the host devices, one each: nvme0, nvme0-2
 */
public record Wanted(String resource, Function function, List<String> names) {
    public Wanted {
        names = List.copyOf(names);
    }

    public static List<Wanted> of(StorageProfileSpec spec) {
        return spec.passthrough().stream().map(Wanted::of).toList();
    }

    private static Wanted of(Passthrough asked) {
        int count = asked.count() == null ? 1 : asked.count();
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(i -> i == 1 ? asked.name() : asked.name() + "-" + i)
                .toList();
        return new Wanted(asked.resourceName(), asked.function(), names);
    }

    public int count() {
        return names.size();
    }
}
