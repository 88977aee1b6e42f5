package dev.shortpath.admission;

import dev.shortpath.admission.certificate.Lifetimes;
import dev.shortpath.kubevirt.AdmissionState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an installation can choose about admission.
 *
 * @param place where the door listens
 * @param namespace the operator's own
 * @param service by which the API server reaches the door; the Secret has its name too
 * @param certificates where certificates come from
 * @param hookSidecars whether VMs may get KubeVirt's hook sidecar, which is said in the configuration for whoever reads it
 */
public record AdmissionSettings(
        Door.Place place, String namespace, String service, Source certificates, boolean hookSidecars) {
    public static final String SERVICE = "shortpath-webhook";

    /** The name of both webhook configurations. */
    public static final String CONFIGURATION = AdmissionState.CONFIGURATION;

    /**
     * Where certificates come from.
     *
     * @param lifetimes of our own
     * @param folder where somebody else mounts one; empty: we make our own
     */
    public record Source(Lifetimes lifetimes, Optional<Path> folder) {
        public static final Source OWN = new Source(Lifetimes.DEFAULT, Optional.empty());
    }

    /** Everything by its usual name. */
    public static AdmissionSettings usual(Door.Place place, String namespace) {
        return new AdmissionSettings(place, namespace, SERVICE, Source.OWN, false);
    }

    /** The same, where VMs may get KubeVirt's hook sidecar. */
    public AdmissionSettings withHookSidecars() {
        return new AdmissionSettings(place, namespace, service, certificates, true);
    }

    /** The names by which the door is called. */
    List<String> names() {
        String name = service + "." + namespace;
        return List.of(name + ".svc", name + ".svc.cluster.local", name);
    }
}
