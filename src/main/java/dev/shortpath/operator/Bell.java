package dev.shortpath.operator;

import dev.shortpath.cluster.Key;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Calls for a visit to an object, whatever the reason. */
final class Bell<P extends HasMetadata> extends AbstractEventSource<Void, P> {
    Bell(String name) {
        super(Void.class, name);
    }

    void ring(Key key) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(resource(key)));
        }
    }

    private static ResourceID resource(Key key) {
        return new ResourceID(key.name(), key.namespace().isEmpty() ? null : key.namespace());
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
