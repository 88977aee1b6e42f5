package dev.shortpath.api;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What path a class of virtual disks is to have; cluster-scoped. CDI serves a kind of the same name in another group. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageProfile")
@Plural("storageprofiles")
@Singular("storageprofile")
@ShortNames("shp")
@Categories("shortpath")
public class StorageProfile extends CustomResource<StorageProfileSpec, StorageProfileStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected StorageProfileSpec initSpec() {
        return StorageProfileSpec.defaults();
    }

    @Override
    protected StorageProfileStatus initStatus() {
        return null;
    }
}
