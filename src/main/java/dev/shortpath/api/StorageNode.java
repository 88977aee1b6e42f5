package dev.shortpath.api;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the probe on a node saw; named after its node and owned by it. Cluster-scoped. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageNode")
@Plural("storagenodes")
@Singular("storagenode")
@ShortNames("snode")
@Categories("shortpath")
public class StorageNode extends CustomResource<Void, StorageNodeStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected StorageNodeStatus initStatus() {
        return null;
    }
}
