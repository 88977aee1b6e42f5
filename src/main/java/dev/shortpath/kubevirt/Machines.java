package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Memory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Memory and host devices, as a VM's or VMI's domain and an instancetype say them. */
final class Machines {
    private static final Pattern QUANTITY = Pattern.compile(
            "\\+?(\\d{1,18}(?:\\.\\d{0,9})?|\\.\\d{1,9})(?:([numkMGTPE]|[KMGTPE]i)|[eE](\\+?\\d{1,2}))?");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", new BigDecimal("0.000000001")),
            Map.entry("u", new BigDecimal("0.000001")),
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)),
            Map.entry("Ei", BigDecimal.TWO.pow(60)));

    private Machines() {}

    static Memory memory(JsonNode domain, JsonNode type) {
        JsonNode resources = Tree.at(domain, "resources");
        return new Memory(
                quantity(Tree.at(type, "memory", "guest")).or(() -> quantity(Tree.at(domain, "memory", "guest"))),
                quantity(Tree.at(resources, "requests", "memory")),
                quantity(Tree.at(resources, "limits", "memory")),
                Tree.isTrue(resources, "overcommitGuestOverhead")
                        || Tree.at(type, "memory", "overcommitPercent").asInt(0) > 0,
                Tree.has(domain, "memory", "hugepages") || Tree.has(type, "memory", "hugepages"));
    }

    /** A Kubernetes quantity in bytes; what cannot be one is not there. */
    private static Optional<Long> quantity(JsonNode value) {
        return quantity(value.isValueNode() ? value.asText() : "");
    }

    /** The same of its text. */
    static Optional<Long> quantity(String text) {
        Matcher parts = QUANTITY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal unit = parts.group(2) != null
                ? UNITS.get(parts.group(2))
                : parts.group(3) != null ? BigDecimal.TEN.pow(Integer.parseInt(parts.group(3))) : BigDecimal.ONE;
        BigDecimal bytes = new BigDecimal(parts.group(1)).multiply(unit);
        return bytes.toBigInteger().bitLength() > 62 ? Optional.of(Long.MAX_VALUE) : Optional.of(bytes.longValue());
    }

    static List<HostDevice> devices(JsonNode domain) {
        return Tree.list(domain, "devices", "hostDevices").stream()
                .map(d -> new HostDevice(Tree.text(d, "name").orElse(""), resource(d)))
                .toList();
    }

    static List<String> typesDevices(JsonNode type) {
        return Tree.list(type, "hostDevices").stream().map(Machines::resource).toList();
    }

    static Set<String> gpuNames(JsonNode domain) {
        return Tree.list(domain, "devices", "gpus").stream()
                .flatMap(g -> Tree.text(g, "name").stream())
                .collect(Collectors.toSet());
    }

    private static String resource(JsonNode device) {
        return Tree.text(device, "deviceName")
                .or(() -> Tree.text(device, "claimName").map(c -> "claim " + c))
                .orElse("");
    }
}
