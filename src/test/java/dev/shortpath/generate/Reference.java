package dev.shortpath.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of `docs/reference`, from a CRD: every field with its type, bounds, default and description. */
final class Reference {
    private final List<String> rows = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();

    private Reference() {}

    static String markdown(CustomResourceDefinition crd) {
        CustomResourceDefinitionSpec spec = crd.getSpec();
        JSONSchemaProps root = spec.getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        Reference page = new Reference();
        page.rules("metadata.name", root);
        root.getProperties().forEach((name, property) -> page.field(name, property, false));
        return """
                # %s

                <!-- Generated from crds/%s.yaml by `make generate`; do not edit. -->

                %s

                | | |
                | --- | --- |
                | apiVersion | `%s/%s` |
                | in full | `%s` |
                | short name | `%s` |
                | scope | %s |
                | columns of `kubectl get` | %s |
                | with `-o wide` | %s |

                ## Fields

                | field | type | bounds | default | |
                | --- | --- | --- | --- | --- |
                %s
                """.formatted(
                                spec.getNames().getKind(),
                                crd.getMetadata().getName(),
                                root.getDescription(),
                                spec.getGroup(),
                                spec.getVersions().getFirst().getName(),
                                crd.getMetadata().getName(),
                                String.join("`, `", spec.getNames().getShortNames()),
                                spec.getScope(),
                                columns(spec, false),
                                columns(spec, true),
                                String.join("\n", page.rows))
                + page.refused();
    }

    private String refused() {
        return rules.isEmpty() ? "" : """

                ## What contradicts itself

                The API server refuses these, with this message:

                | at | message |
                | --- | --- |
                %s
                """.formatted(String.join("\n", rules));
    }

    private static String columns(CustomResourceDefinitionSpec spec, boolean wide) {
        String names = spec.getVersions().getFirst().getAdditionalPrinterColumns().stream()
                .filter(column -> wide == (Objects.requireNonNullElse(column.getPriority(), 0) > 0))
                .map(column -> column.getName())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "the same" : names;
    }

    private void field(String path, JSONSchemaProps schema, boolean required) {
        rows.add("| `%s` | %s | %s | %s | %s |"
                .formatted(
                        path,
                        type(schema),
                        bounds(schema, required),
                        value(schema.getDefault()),
                        Markdown.cell(Objects.requireNonNullElse(schema.getDescription(), ""))));
        members(path, schema);
    }

    private void members(String path, JSONSchemaProps schema) {
        rules(path, schema);
        List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
        Stream.ofNullable(schema.getProperties())
                .flatMap(properties -> properties.entrySet().stream())
                .forEach(member ->
                        field(path + "." + member.getKey(), member.getValue(), required.contains(member.getKey())));
        if (schema.getItems() != null && schema.getItems().getSchema().getProperties() != null) {
            members(path + "[]", schema.getItems().getSchema());
        }
    }

    private void rules(String path, JSONSchemaProps schema) {
        Stream.ofNullable(schema.getXKubernetesValidations())
                .flatMap(List::stream)
                .map(rule -> "| `%s%s` | %s |"
                        .formatted(
                                path,
                                Objects.requireNonNullElse(rule.getFieldPath(), ""),
                                Markdown.cell(rule.getMessage())))
                .forEach(rules::add);
    }

    private static String type(JSONSchemaProps schema) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return "integer or string";
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().stream()
                    .map(word -> Markdown.code(word.asText()))
                    .collect(Collectors.joining(" "));
        }
        if (schema.getItems() != null) {
            JSONSchemaProps item = schema.getItems().getSchema();
            return kind(schema) + " of " + type(item);
        }
        if (schema.getAdditionalProperties() != null) {
            return "map of " + type(schema.getAdditionalProperties().getSchema());
        }
        return "date-time".equals(schema.getFormat()) ? "time" : schema.getType();
    }

    private static String kind(JSONSchemaProps list) {
        return switch (Objects.requireNonNullElse(list.getXKubernetesListType(), "atomic")) {
            case "map" -> "list by `" + String.join("`, `", list.getXKubernetesListMapKeys()) + "`";
            case "set" -> "set";
            default -> "list";
        };
    }

    private static String bounds(JSONSchemaProps schema, boolean required) {
        return Stream.of(
                        required ? "required" : "",
                        range(schema.getMinimum(), schema.getMaximum(), ""),
                        range(schema.getMinLength(), schema.getMaxLength(), " characters"),
                        range(schema.getMinItems(), schema.getMaxItems(), " items"),
                        range(schema.getMinProperties(), schema.getMaxProperties(), " entries"),
                        schema.getPattern() == null ? "" : Markdown.code(schema.getPattern()),
                        schema.getItems() == null ? "" : each(schema.getItems().getSchema()),
                        schema.getAdditionalProperties() == null
                                ? ""
                                : each(schema.getAdditionalProperties().getSchema()))
                .filter(bound -> !bound.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String each(JSONSchemaProps item) {
        String bounds = bounds(item, false);
        return bounds.isEmpty() ? "" : "each " + bounds;
    }

    private static String range(Number least, Number most, String unit) {
        if (least == null && most == null) {
            return "";
        }
        if (most == null) {
            return "at least " + least.longValue() + unit;
        }
        return (least == null ? "at most " : least.longValue() + " to ") + most.longValue() + unit;
    }

    private static String value(JsonNode value) {
        return value == null || value.isNull()
                ? ""
                : Markdown.code(value.isTextual() ? value.asText() : value.toString());
    }
}
