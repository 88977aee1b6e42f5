package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/** How many vCPUs a VM without an instancetype has (KubeVirt's pkg/virt-launcher/virtwrap/converter/vcpu/vcpu.go). */
final class Vcpus {
    private Vcpus() {}

    /** Sockets x cores x threads; with none of them, the CPU limit or request rounded up; else 1. */
    static int of(JsonNode domain) {
        JsonNode cpu = Tree.at(domain, "cpu");
        boolean topology = Stream.of("sockets", "cores", "threads").anyMatch(part -> part(cpu, part) > 0);
        if (topology) {
            long product = Stream.of("sockets", "cores", "threads")
                    .mapToLong(part -> Math.max(1, part(cpu, part)))
                    .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
            return Math.toIntExact(product);
        }
        return quantity(Tree.at(domain, "resources", "limits", "cpu"))
                .or(() -> quantity(Tree.at(domain, "resources", "requests", "cpu")))
                .orElse(1);
    }

    private static int part(JsonNode cpu, String name) {
        return Tree.at(cpu, name).asInt(0);
    }

    /** A quantity of CPUs such as `2`, `"1500m"`, rounded up, at least 1. */
    private static Optional<Integer> quantity(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : "";
        boolean milli = text.endsWith("m");
        String number = milli ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        BigDecimal cpus = milli ? new BigDecimal(number).movePointLeft(3) : new BigDecimal(number);
        return Optional.of(Math.max(1, cpus.setScale(0, RoundingMode.CEILING).intValueExact()));
    }
}
