package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Cluster.Deliveries;
import java.util.List;
import java.util.Optional;

/** Whether our own admission stands where the API server asks it, by its webhook configuration. */
public final class AdmissionState {
    /** The name of the MutatingWebhookConfiguration. */
    public static final String CONFIGURATION = "shortpath";

    public static final String VMS = "virtualmachines.shortpath.dev";
    public static final String VMIS = "virtualmachineinstances.shortpath.dev";
    public static final String PODS = "pods.shortpath.dev";

    private AdmissionState() {}

    /**
     * What can be delivered.
     *
     * @param otherwise what holds where no configuration was read: files say nothing of it
     */
    public static Deliveries of(World world, Capability otherwise) {
        Optional<List<JsonNode>> read = world.all(Kinds.WEBHOOKS);
        return read.map(all -> all.stream()
                        .filter(c -> Tree.name(c).equals(CONFIGURATION))
                        .findFirst())
                .map(c -> Deliveries.SHIPPED.admitting(webhook(c, VMIS), webhook(c, PODS)))
                .orElseGet(() -> Deliveries.SHIPPED.admitting(otherwise, otherwise));
    }

    private static Capability webhook(Optional<JsonNode> configuration, String name) {
        if (configuration.isEmpty()) {
            return Capability.missing("Shortpath's admission webhook is not installed (MutatingWebhookConfiguration "
                    + CONFIGURATION + ")");
        }
        Optional<JsonNode> webhook = Tree.list(configuration.get(), "webhooks").stream()
                .filter(w -> Tree.text(w, "name").equals(Optional.of(name)))
                .findFirst();
        if (webhook.isEmpty()) {
            return Capability.missing("the MutatingWebhookConfiguration " + CONFIGURATION + " has no webhook " + name);
        }
        return Tree.has(webhook.get(), "clientConfig", "caBundle")
                ? Capability.READY
                : Capability.missing("the webhook " + name + " of MutatingWebhookConfiguration " + CONFIGURATION
                        + " has no caBundle yet, so the API server does not trust it");
    }
}
