package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
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

    private static final World.View<Optional<Deliveries>> READ =
            new World.View<>(List.of(Kinds.WEBHOOKS), AdmissionState::read);

    private AdmissionState() {}

    /**
     * What can be delivered.
     *
     * @param otherwise what holds where no configuration was read: files say nothing of it
     */
    public static Deliveries of(World world, Capability otherwise) {
        return world.view(READ).orElseGet(() -> Deliveries.SHIPPED.admitting(otherwise, otherwise));
    }

    private static Optional<Deliveries> read(World world) {
        return world.all(Kinds.WEBHOOKS)
                .map(all -> all.stream()
                        .filter(c -> Tree.name(c).equals(CONFIGURATION))
                        .findFirst())
                .map(c -> Deliveries.SHIPPED.admitting(webhook(c, VMIS), webhook(c, PODS)));
    }

    /**
     * What stands against KubeVirt's hook sidecars: the operator says in its webhook configuration whether it was started to use
     * them, so that whoever reads the cluster's objects knows; without that configuration it cannot give them to VMIs.
     */
    static Optional<Link> hookSidecars(World world) {
        String off = "hook sidecars, a container more in each such VM's pod, are not allowed; "
                + "SHORTPATH_HOOK_SIDECARS: \"true\" in the operator's environment, with deploy/options/hook-sidecars.yaml, allows them";
        Optional<JsonNode> configuration =
                world.find(Kinds.WEBHOOKS, "", CONFIGURATION).there();
        String word = configuration
                .flatMap(c -> Tree.text(Tree.at(c, "metadata", "annotations"), Keys.HOOK_SIDECARS))
                .orElse("");
        if (word.equals("true")) {
            return Optional.empty();
        }
        return Optional.of(configuration.isPresent() && word.isEmpty() ? Link.notKnown(off) : Link.seen(off));
    }

    /** What keeps VMIs from getting them when KubeVirt creates them, where the configuration stands. */
    static Optional<Link> vmisUnasked(World world) {
        return world.find(Kinds.WEBHOOKS, "", CONFIGURATION)
                .there()
                .flatMap(c -> webhook(Optional.of(c), VMIS).missing().stream().findFirst())
                .map(Link::notKnown);
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
