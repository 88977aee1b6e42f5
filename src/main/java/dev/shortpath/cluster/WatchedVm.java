package dev.shortpath.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** KubeVirt's VirtualMachine, whatever its version has in it; the tree of what we keep of it is on its shelf. */
@Group("kubevirt.io")
@Version("v1")
@Kind("VirtualMachine")
@Plural("virtualmachines")
@Singular("virtualmachine")
public final class WatchedVm extends GenericKubernetesResource implements Namespaced {
    private static final long serialVersionUID = 1L;

    public WatchedVm() {
        setApiVersion("kubevirt.io/v1");
        setKind("VirtualMachine");
    }
}
