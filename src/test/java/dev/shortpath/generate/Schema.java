package dev.shortpath.generate;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.ListMap;
import dev.shortpath.api.ListSet;
import dev.shortpath.api.PathReason;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A record's schema, finished: properties in the record's order, list types, integer formats, and reasons as open words.
 * Walks the records beside their schemas.
 */
final class Schema {
    /** Reasons may grow in a version whose CRD is not installed yet, so their words are no enum in the schema. */
    private static final Set<Class<?>> OPEN = Set.of(DecisionReason.class, PathReason.class);

    private static final Set<String> TIMES = Set.of("lastTransitionTime", "observedAt", "since");

    private Schema() {}

    static JSONSchemaProps finish(JSONSchemaProps schema, Class<?> type) {
        Map<String, JSONSchemaProps> ordered = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JSONSchemaProps property = schema.getProperties().get(component.getName());
            finish(property, component);
            ordered.put(component.getName(), property);
        }
        schema.setProperties(ordered);
        if (schema.getRequired() != null) {
            schema.setRequired(ordered.keySet().stream()
                    .filter(schema.getRequired()::contains)
                    .toList());
        }
        return schema;
    }

    private static void finish(JSONSchemaProps property, RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            finish(property, type);
        } else if (type == Integer.class) {
            property.setFormat("int32"); // Java reads no more, and the API server refuses what does not fit
        } else if (type == Long.class) {
            property.setFormat("int64");
        } else if (OPEN.contains(type)) {
            property.setEnum(null);
            property.setPattern("^[A-Z][A-Za-z0-9]*$");
            property.setMaxLength(64L);
        } else if (type.isEnum()) {
            words(property, type);
        } else if (TIMES.contains(component.getName())) {
            property.setFormat("date-time");
        } else if (type == List.class) {
            list(property, component);
        } else if (type == Map.class && argument(component, 1) == Integer.class) {
            property.getAdditionalProperties().getSchema().setFormat("int32");
        }
    }

    /** The words in the order that the contract has them. */
    private static void words(JSONSchemaProps property, Class<?> type) {
        property.setEnum(Arrays.stream(type.getEnumConstants())
                .map(constant -> ((dev.shortpath.api.Word) constant).word())
                .<com.fasterxml.jackson.databind.JsonNode>map(TextNode::valueOf)
                .toList());
    }

    private static void list(JSONSchemaProps property, RecordComponent component) {
        ListMap map = component.getAnnotation(ListMap.class);
        if (map != null) {
            property.setXKubernetesListType("map");
            property.setXKubernetesListMapKeys(List.of(map.value()));
        } else {
            property.setXKubernetesListType(component.isAnnotationPresent(ListSet.class) ? "set" : "atomic");
        }
        Class<?> item = argument(component, 0);
        JSONSchemaProps schema = property.getItems().getSchema();
        if (item.isRecord()) {
            finish(schema, item);
        } else if (item.isEnum()) {
            words(schema, item);
        }
    }

    private static Class<?> argument(RecordComponent component, int index) {
        Type type = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
        return (Class<?>) type;
    }

    /** A rule that stands on a record component comes twice, on field and accessor; server-side apply refuses that. */
    static void dropDuplicateRules(JSONSchemaProps schema) {
        if (schema == null) {
            return;
        }
        List<ValidationRule> rules = schema.getXKubernetesValidations();
        if (rules != null) {
            schema.setXKubernetesValidations(rules.stream().distinct().toList());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(Schema::dropDuplicateRules);
        }
        if (schema.getItems() != null) {
            dropDuplicateRules(schema.getItems().getSchema());
        }
    }
}
