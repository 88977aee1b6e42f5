package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A feature gate of KubeVirt's, as its CR has it. */
record FeatureGate(String name) {
    /** What is missing where it is not known to be on. */
    Optional<Link> missing(Optional<JsonNode> kubevirt) {
        return kubevirt.isEmpty()
                ? Optional.of(Link.notKnown(
                        "the KubeVirt CR was not read, so whether its feature gate " + name + " is on is not known"))
                : missing(kubevirt.get());
    }

    private Optional<Link> missing(JsonNode kubevirt) {
        String named = "KubeVirt " + Tree.namespace(kubevirt) + "/" + Tree.name(kubevirt);
        if (!Tree.has(kubevirt, "status", "phase")) {
            return Optional.of(
                    Link.notKnown(named + " has no status.phase yet, and its feature gates count only then"));
        }
        return Clusters.gates(kubevirt).contains(name)
                ? Optional.empty()
                : Optional.of(Link.seen("KubeVirt's feature gate " + name + " is off; in " + named
                        + " set spec.configuration.developerConfiguration.featureGates: [" + with(kubevirt) + "]"));
    }

    private String with(JsonNode kubevirt) {
        return Stream.concat(Clusters.gates(kubevirt).stream(), Stream.of(name))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
