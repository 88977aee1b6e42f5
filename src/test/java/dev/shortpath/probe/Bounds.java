package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.Yaml;

/** The StorageNode's schema, as the API server would hold a status to it. */
final class Bounds {
    private static final JsonNode STATUS = status();

    private Bounds() {}

    private static JsonNode status() {
        try {
            Object crd = new Yaml().load(Files.readString(Path.of("crds/storagenodes.shortpath.dev.yaml")));
            return new ObjectMapper().valueToTree(crd).at("/spec/versions/0/schema/openAPIV3Schema/properties/status");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void hold(JsonNode status) {
        assertThat(STATUS.isObject()).isTrue();
        hold("status", STATUS, status);
    }

    private static void hold(String at, JsonNode schema, JsonNode value) {
        assertThat(value.isNull()).as(at + " is null").isFalse();
        switch (schema.path("type").asText()) {
            case "object" -> object(at, schema, value);
            case "array" -> {
                assertThat(value.isArray()).as(at).isTrue();
                assertThat(value.size()).as(at).isLessThanOrEqualTo(most(schema, "maxItems"));
                value.forEach(item -> hold(at + "[]", schema.path("items"), item));
            }
            case "string" -> {
                assertThat(value.isTextual()).as(at).isTrue();
                String text = value.asText();
                assertThat(text.codePointCount(0, text.length())).as(at).isLessThanOrEqualTo(most(schema, "maxLength"));
                if (schema.has("enum")) {
                    assertThat(schema.path("enum")).as(at).contains(value);
                }
            }
            case "integer" -> {
                assertThat(value.isInt()).as(at).isTrue();
                assertThat(value.asInt())
                        .as(at)
                        .isGreaterThanOrEqualTo(schema.path("minimum").asInt(Integer.MIN_VALUE));
            }
            case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
            default -> throw new IllegalStateException(at + ": no type in the schema");
        }
    }

    private static void object(String at, JsonNode schema, JsonNode value) {
        assertThat(value.isObject()).as(at).isTrue();
        schema.path("required")
                .forEach(name ->
                        assertThat(value.has(name.asText())).as(at + "." + name).isTrue());
        JsonNode others = schema.path("additionalProperties");
        assertThat(value.size()).as(at).isLessThanOrEqualTo(most(schema, "maxProperties"));
        value.properties().forEach(member -> {
            JsonNode known = schema.path("properties").path(member.getKey());
            assertThat(known.isObject() || others.isObject())
                    .as(at + "." + member.getKey())
                    .isTrue();
            hold(at + "." + member.getKey(), known.isObject() ? known : others, member.getValue());
        });
    }

    private static int most(JsonNode schema, String bound) {
        return schema.path(bound).asInt(Integer.MAX_VALUE);
    }
}
