package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.function.Supplier;

/** An object on a {@link Shelf}, with what the informer asks for again, which is not in what is held. */
record Slot(Held held, String uid, String version, Long generation, String deleted) {
    static Slot of(ObjectMeta metadata, Held held) {
        return new Slot(
                held,
                metadata.getUid(),
                metadata.getResourceVersion(),
                metadata.getGeneration(),
                metadata.getDeletionTimestamp());
    }

    JsonNode tree() {
        return held.tree();
    }

    /** The informer's own object with nothing in it but what the informer and JOSDK ask for; made anew, since as an object it takes a KiB. */
    <R extends HasMetadata> R light(Key key, Supplier<R> empty) {
        R light = empty.get();
        light.setMetadata(new ObjectMetaBuilder()
                .withName(key.name())
                .withNamespace(key.namespace().isEmpty() ? null : key.namespace())
                .withUid(uid)
                .withResourceVersion(version)
                .withGeneration(generation)
                .withDeletionTimestamp(deleted)
                .build());
        return light;
    }
}
