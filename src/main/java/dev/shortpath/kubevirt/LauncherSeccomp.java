package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The seccomp profile that KubeVirt gives launcher pods (pkg/virt-controller/services/template.go): none, unless the CR's
 * seccompConfiguration.virtualMachineInstanceProfile.customProfile names one; a localhostProfile goes before
 * runtimeDefaultProfile. The kubelet then runs a pod without one Unconfined, or under RuntimeDefault with its own setting
 * seccompDefault, which no API shows.
 *
 * <p>io_uring's system calls are not in the default profiles of containerd from 2.0 on (its pull request 9320), of Docker
 * from 25 on (moby's 46762) and of containers/common, which CRI-O takes and KubeVirt's own kubevirt.json is made of
 * (pkg/virt-handler/seccomp).
 */
record LauncherSeccomp(Optional<Link> blocked, List<String> remarks) {
    private static final String[] PROFILE = {
        "spec", "configuration", "seccompConfiguration", "virtualMachineInstanceProfile", "customProfile"
    };
    private static final String OWN = "kubevirt/kubevirt.json";
    private static final String FIELD = "seccompConfiguration.virtualMachineInstanceProfile";
    private static final String MEND = "; name one that allows it in the KubeVirt CR's " + FIELD + ", or none";

    static LauncherSeccomp of(JsonNode kubevirt) {
        JsonNode profile = Tree.at(kubevirt, PROFILE);
        Optional<String> local = Tree.text(profile, "localhostProfile");
        if (local.isPresent()) {
            return local.get().endsWith(OWN)
                    ? blocking(
                            "launchers get KubeVirt's own seccomp profile (" + local.get() + "), which blocks io_uring")
                    : remark(local.get() + " of the nodes, and whether that lets io_uring through is not known here");
        }
        return Tree.isTrue(profile, "runtimeDefaultProfile")
                ? blocking(
                        "launchers get the runtime's default seccomp profile, which blocks io_uring (containerd from 2.0 on, Docker,"
                                + " CRI-O)")
                : remark("none by the KubeVirt CR, so io_uring is blocked only where the kubelet has seccompDefault");
    }

    private static LauncherSeccomp blocking(String what) {
        return new LauncherSeccomp(Optional.of(Link.seen(what + MEND)), List.of());
    }

    private static LauncherSeccomp remark(String what) {
        return new LauncherSeccomp(Optional.empty(), List.of(what));
    }
}
