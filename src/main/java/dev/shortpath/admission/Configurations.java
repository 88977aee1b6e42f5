package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.cluster.Wire;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two webhook configurations as the user has installed them, and in them what is ours: whom to trust, whom to ask
 * about, and how the operator was started. It is applied on the server's side, so that nobody's manifest drifts.
 */
final class Configurations {
    static final String VERSION = "admissionregistration.k8s.io/v1";
    static final List<String> KINDS = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);
    private static final String CONDITIONS = "matchConditions";

    private final KubernetesClient client;
    private final String name;
    private final ObjectMapper mapper = new ObjectMapper();

    Configurations(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * What should stand there.
     *
     * @param bundle base64 of the CAs in PEM; empty: another writes it
     * @param conditions an expression by webhook; empty: not known yet, what stands stays
     * @param said annotations, by which the operator says how it was started; empty: another replica speaks, what it said stays
     */
    record Wanted(
            Optional<String> bundle, Optional<Map<String, String>> conditions, Optional<Map<String, String>> said) {}

    Resource<GenericKubernetesResource> resource(String kind) {
        return client.genericKubernetesResources(VERSION, kind).withName(name);
    }

    /** Writes where something differs; whether nothing did, in any that is installed. */
    boolean keep(Wanted wanted) {
        boolean same = true;
        for (String kind : KINDS) {
            GenericKubernetesResource stands = resource(kind).get();
            if (stands != null) {
                same &= keep(kind, mapper.valueToTree(stands), wanted);
            }
        }
        return same;
    }

    private boolean keep(String kind, JsonNode stands, Wanted wanted) {
        ObjectNode ours = mapper.createObjectNode().put("apiVersion", VERSION).put("kind", kind);
        ObjectNode metadata = ours.putObject("metadata").put("name", name);
        JsonNode annotations = stands.at("/metadata/annotations");
        Map<String, String> said = wanted.said().orElseGet(() -> said(annotations));
        said.forEach(metadata.withObject("/annotations")::put);
        ArrayNode webhooks = ours.putArray("webhooks");
        boolean same = said.entrySet().stream()
                .allMatch(s -> annotations.path(s.getKey()).asText().equals(s.getValue()));
        for (JsonNode webhook : stands.path("webhooks")) {
            ObjectNode part = part(webhook, wanted);
            webhooks.add(part);
            same &= stands(part, webhook);
        }
        if (!same) {
            client.resource(mapper.convertValue(ours, GenericKubernetesResource.class))
                    .fieldManager(Wire.MANAGER)
                    .forceConflicts()
                    .serverSideApply();
            LOG.info("{} {} was brought up to date", kind, name);
        }
        return same;
    }

    private static Map<String, String> said(JsonNode annotations) {
        return annotations.has(Keys.HOOK_SIDECARS)
                ? Map.of(
                        Keys.HOOK_SIDECARS, annotations.path(Keys.HOOK_SIDECARS).asText())
                : Map.of();
    }

    /** Our fields of one webhook. */
    private ObjectNode part(JsonNode webhook, Wanted wanted) {
        String called = webhook.path("name").asText();
        ObjectNode part = mapper.createObjectNode().put("name", called);
        wanted.bundle().ifPresent(b -> part.putObject("clientConfig").put("caBundle", b));
        ArrayNode conditions = mapper.createArrayNode();
        wanted.conditions()
                .ifPresentOrElse(
                        c -> Optional.ofNullable(c.get(called))
                                .ifPresent(e -> conditions
                                        .addObject()
                                        .put("expression", e)
                                        .put("name", MatchConditions.NAME)),
                        () -> conditions.addAll(ours(webhook)));
        if (!conditions.isEmpty()) {
            part.set(CONDITIONS, conditions);
        }
        return part;
    }

    private static boolean stands(JsonNode part, JsonNode webhook) {
        JsonNode bundle = part.at("/clientConfig/caBundle");
        boolean trusted = bundle.isMissingNode() || bundle.equals(webhook.at("/clientConfig/caBundle"));
        ArrayNode conditions = ours(webhook);
        return trusted && (part.has(CONDITIONS) ? conditions.equals(part.get(CONDITIONS)) : conditions.isEmpty());
    }

    private static ArrayNode ours(JsonNode webhook) {
        ArrayNode ours = new ObjectMapper().createArrayNode();
        webhook.path(CONDITIONS).forEach(c -> {
            if (c.path("name").asText().equals(MatchConditions.NAME)) {
                ours.add(c);
            }
        });
        return ours;
    }
}
