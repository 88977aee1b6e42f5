package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster whose KubeVirt is from before 1.9: it does not serve the kind Plugin. */
record Older(World files) implements World {
    @Override
    public Found find(String kind, String namespace, String name) {
        return kind.equals(Kinds.PLUGIN) ? new Found.NotRead() : files.find(kind, namespace, name);
    }

    @Override
    public Optional<List<JsonNode>> all(String kind) {
        return kind.equals(Kinds.PLUGIN) ? Optional.empty() : files.all(kind);
    }

    @Override
    public Set<String> silent() {
        return Set.of();
    }
}
