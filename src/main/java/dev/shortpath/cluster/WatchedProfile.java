package dev.shortpath.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Our StorageProfile as the loop watches it: untyped, so that a word this version does not know stops nothing. */
@Group("shortpath.dev")
@Version("v1alpha1")
@Kind("StorageProfile")
@Plural("storageprofiles")
@Singular("storageprofile")
public final class WatchedProfile extends GenericKubernetesResource {
    private static final long serialVersionUID = 1L;

    public WatchedProfile() {
        setApiVersion("shortpath.dev/v1alpha1");
        setKind("StorageProfile");
    }
}
