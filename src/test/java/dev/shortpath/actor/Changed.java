package dev.shortpath.actor;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Whatever happens to an object, its end too, is a change of it. */
record Changed(Consumer<GenericKubernetesResource> taker) implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
        taker.accept(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
        taker.accept(object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean stale) {
        taker.accept(object);
    }
}
