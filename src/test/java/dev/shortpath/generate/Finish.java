package dev.shortpath.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a CRD as a whole lacks after fabric8's generator: the columns' order, descriptions, no spec where there is none. */
final class Finish {
    // With a CRD go all of its objects: no GitOps tool takes one away, and what needs it waits for it.
    private static final Map<String, String> GITOPS = new TreeMap<>(Map.of(
            "argocd.argoproj.io/sync-options", "Prune=false,Delete=false",
            "argocd.argoproj.io/sync-wave", "-1",
            "kustomize.toolkit.fluxcd.io/prune", "disabled"));

    private Finish() {}

    static CustomResourceDefinition of(Class<? extends CustomResource<?, ?>> kind, CustomResourceDefinition crd) {
        crd.getMetadata().setAnnotations(GITOPS);
        var version = crd.getSpec().getVersions().getFirst();
        crd.getSpec().getNames().setListKind(crd.getSpec().getNames().getKind() + "List");
        version.setAdditionalPrinterColumns(columns(kind));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
        Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
        Class<?>[] parts = specAndStatus(kind);
        if (parts[0] != Void.class) {
            properties.put("spec", spec(root.getProperties().get("spec"), parts[0]));
        }
        JSONSchemaProps status = root.getProperties().get("status");
        status.setDescription("What Shortpath found and did; written by it alone.");
        properties.put("status", Schema.finish(status, parts[1]));
        root.setProperties(properties);
        Schema.dropDuplicateRules(root);
        return crd;
    }

    private static JSONSchemaProps spec(JSONSchemaProps spec, Class<?> type) {
        spec.setDescription("What is asked for. A profile without a spec is the workload General for every disk.");
        spec.setDefault(JsonNodeFactory.instance.objectNode());
        // The generator writes the members' defaults into it, which the API server does by itself.
        spec.getProperties().get("rollout").setDefault(JsonNodeFactory.instance.objectNode());
        return Schema.finish(spec, type);
    }

    private static Class<?>[] specAndStatus(Class<?> kind) {
        return Arrays.stream(((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments())
                .map(t -> (Class<?>) t)
                .toArray(Class<?>[]::new);
    }

    private static List<CustomResourceColumnDefinition> columns(Class<?> kind) {
        return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(c -> new CustomResourceColumnDefinitionBuilder()
                        .withName(c.name())
                        .withType(Objects.toString(c.type().getValue()))
                        .withJsonPath(c.jsonPath())
                        .withPriority(c.priority() == 0 ? null : c.priority())
                        .build())
                .toList();
    }
}
