package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** An object's namespace and name; the namespace of a cluster-scoped one is empty. */
public record Key(String namespace, String name) implements Comparable<Key> {
    public static Key of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new Key(
                metadata.path("namespace").asText(""), metadata.path("name").asText(""));
    }

    /** Of `namespace/name`, or of a bare name. */
    public static Key parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new Key("", text) : new Key(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(Key other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
