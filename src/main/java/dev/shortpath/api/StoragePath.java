package dev.shortpath.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The path that a VM's disks have; named after its VM, in its namespace, and owned by it. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StoragePath")
@Plural("storagepaths")
@Singular("storagepath")
@ShortNames("spath")
@Categories("shortpath")
public class StoragePath extends CustomResource<Void, StoragePathStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    protected StoragePathStatus initStatus() {
        return null;
    }
}
