package dev.shortpath.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Our StorageNode as the loop watches it: untyped, so that a word this version does not know stops nothing. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageNode")
@Plural("storagenodes")
@Singular("storagenode")
public final class WatchedStorageNode extends GenericKubernetesResource {
    private static final long serialVersionUID = 1L;

    public WatchedStorageNode() {
        setApiVersion("shortpath.dev/v1alpha1");
        setKind("StorageNode");
    }
}
