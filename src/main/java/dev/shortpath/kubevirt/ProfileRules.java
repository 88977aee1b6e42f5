package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The CEL rules of the profile's schema in Java, by the text of the rule. A rule that is not here counts as held: a test keeps
 * the two lists equal.
 */
final class ProfileRules {
    private static final String LABEL = "^([a-z0-9]([-.a-z0-9]*[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$";

    private static final Map<String, Predicate<JsonNode>> RULES = Map.ofEntries(
            Map.entry(
                    "self.metadata.name.size() <= 63",
                    self -> Tree.name(self).codePointCount(0, Tree.name(self).length()) <= 63),
            Map.entry("self.metadata.name != 'none'", self -> !Tree.name(self).equals("none")),
            Map.entry(
                    "!has(self.passthrough) || size(self.passthrough) == 0 || has(self.allowedNamespaces)",
                    self -> Tree.at(self, "passthrough").isEmpty() || Tree.has(self, "allowedNamespaces")),
            Map.entry(
                    "!has(self.passthrough) || self.passthrough.all(p, !has(p.count) || self.passthrough.all(q,"
                            + " !q.name.startsWith(p.name + '-') || !q.name.substring(size(p.name) + 1)"
                            + ".matches('^([2-9]|1[0-6])$') || int(q.name.substring(size(p.name) + 1)) > p.count))",
                    ProfileRules::hostDeviceNamesDiffer),
            Map.entry(
                    "!has(self.io) || self.io != 'native' || !has(self.cache) || !(self.cache in"
                            + " ['writethrough', 'writeback'])",
                    self -> !is(self, "io", "native") || !is(self, "cache", "writethrough", "writeback")),
            Map.entry(
                    "!has(self.io) || self.io != 'io_uring' || !has(self.bus) || !(self.bus in ['sata', 'usb'])",
                    self -> !is(self, "io", "io_uring") || !is(self, "bus", "sata", "usb")),
            Map.entry(
                    "!has(self.ioThread) || self.ioThread != 'dedicated' || !has(self.bus) || !(self.bus in"
                            + " ['scsi', 'sata', 'usb'])",
                    self -> !is(self, "ioThread", "dedicated") || !is(self, "bus", "scsi", "sata", "usb")),
            Map.entry(
                    "!has(self.blockSize) || self.blockSize != 'b4096' || !has(self.bus) || self.bus != 'sata'",
                    self -> !is(self, "blockSize", "b4096") || !is(self, "bus", "sata")),
            Map.entry(
                    "!has(self.format) || self.format != 'qcow2' || !has(self.volumeMode) || self.volumeMode"
                            + " != 'Block'",
                    self -> !is(self, "format", "qcow2") || !is(self, "volumeMode", "Block")),
            Map.entry(
                    "!has(self.count) || self.count == 0 || !has(self.policy) || self.policy == 'supplementalPool'",
                    self -> Tree.at(self, "count").asInt(0) == 0
                            || !Tree.has(self, "policy")
                            || is(self, "policy", "supplementalPool")),
            Map.entry(
                    "!has(self.maxUnavailable) || (type(self.maxUnavailable) == int ? self.maxUnavailable >="
                            + " 1 && self.maxUnavailable <= 100000 :"
                            + " self.maxUnavailable.matches('^([1-9][0-9]?|100)%$'))",
                    self -> maxUnavailable(Tree.at(self, "maxUnavailable"))),
            Map.entry(
                    "!has(self.matchLabels) || self.matchLabels.all(k, k.size() <= 317 && k.matches('" + LABEL + "'))",
                    self -> Tree.at(self, "matchLabels").propertyStream().allMatch(e -> isLabel(e.getKey()))),
            Map.entry(
                    "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)",
                    self -> !is(self, "operator", "In", "NotIn")
                            || !Tree.list(self, "values").isEmpty()),
            Map.entry(
                    "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || size(self.values) == 0",
                    self -> !is(self, "operator", "Exists", "DoesNotExist")
                            || Tree.list(self, "values").isEmpty()));

    private ProfileRules() {}

    /** The texts of all rules that are known here. */
    static Set<String> known() {
        return RULES.keySet();
    }

    static boolean holds(String rule, JsonNode self) {
        return RULES.getOrDefault(rule, any -> true).test(self);
    }

    private static boolean is(JsonNode self, String member, String... words) {
        return Tree.text(self, member).filter(Set.of(words)::contains).isPresent();
    }

    private static boolean isLabel(String key) {
        return key.length() <= 317 && key.matches(LABEL);
    }

    /** With count 2, nvme0 is also nvme0-2, which no other entry may be. */
    private static boolean hostDeviceNamesDiffer(JsonNode self) {
        List<JsonNode> devices = Tree.list(self, "passthrough");
        Set<String> names =
                devices.stream().flatMap(d -> Tree.text(d, "name").stream()).collect(Collectors.toSet());
        return devices.stream()
                .allMatch(device -> IntStream.rangeClosed(
                                2, Math.min(16, Tree.at(device, "count").asInt(0)))
                        .noneMatch(n -> names.contains(Tree.text(device, "name").orElse("") + "-" + n)));
    }

    private static boolean maxUnavailable(JsonNode value) {
        return value.isMissingNode()
                || (value.isTextual()
                        ? value.textValue().matches("([1-9][0-9]?|100)%")
                        : value.asInt(0) >= 1 && value.asInt(0) <= 100_000);
    }
}
