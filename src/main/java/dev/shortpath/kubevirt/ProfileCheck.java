package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.ListMap;
import dev.shortpath.api.ListSet;
import dev.shortpath.api.StorageProfile;
import dev.shortpath.api.StorageProfileSpec;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the schema of `storageprofiles.shortpath.dev` refuses, said without an API server: bounds and patterns from the very
 * annotations that the schema is generated from, and its CEL rules as {@link ProfileRules} spells them in Java.
 *
 * <p>Types, words and unknown fields are left to {@link Profiles#read}.
 */
public final class ProfileCheck {
    private final List<String> problems = new ArrayList<>();

    private ProfileCheck() {}

    /** Whether the API server would store the manifest. */
    public static boolean accepts(JsonNode manifest) {
        return Profiles.readable(manifest).isPresent() && problems(manifest).isEmpty();
    }

    /** Every problem, as `path: sentence`, in the order of the schema; empty when the schema would take the manifest. */
    public static List<String> problems(JsonNode manifest) {
        ProfileCheck check = new ProfileCheck();
        check.rules("", StorageProfile.class, manifest);
        JsonNode spec = Tree.at(manifest, "spec");
        if (spec.isObject()) {
            check.object("spec", StorageProfileSpec.class, spec);
        }
        return List.copyOf(check.problems);
    }

    private void object(String path, Class<?> type, JsonNode value) {
        for (RecordComponent component : type.getRecordComponents()) {
            AnnotatedElement bounds = field(type, component.getName());
            JsonNode member = Tree.at(value, component.getName());
            String place = path + "." + component.getName();
            if (member.isMissingNode()) {
                if (bounds.isAnnotationPresent(Required.class)) {
                    problems.add(place + ": this is required.");
                }
                continue;
            }
            bounds(place, bounds, member);
            unique(place, component, member);
            parts(place, component, member);
        }
        rules(path, type, value);
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }

    private void bounds(String place, AnnotatedElement bounds, JsonNode value) {
        Size size = bounds.getAnnotation(Size.class);
        Pattern pattern = bounds.getAnnotation(Pattern.class);
        Min min = bounds.getAnnotation(Min.class);
        Max max = bounds.getAnnotation(Max.class);
        if (size != null) {
            size(place, size, value);
        }
        if (pattern != null && value.isTextual() && !value.textValue().matches(pattern.value())) {
            problems.add(place + ": " + value + " does not match " + pattern.value() + ".");
        }
        if (min != null && value.isNumber() && value.doubleValue() < min.value()) {
            problems.add(place + ": " + value + " is less than " + (long) min.value() + ", the least.");
        }
        if (max != null && value.isNumber() && value.doubleValue() > max.value()) {
            problems.add(place + ": " + value + " is more than " + (long) max.value() + ", the most.");
        }
    }

    private void size(String place, Size size, JsonNode value) {
        boolean text = value.isTextual();
        long length =
                text ? value.textValue().codePointCount(0, value.textValue().length()) : value.size();
        String unit = text ? " characters" : " entries";
        if (length < size.min()) {
            problems.add(place + ": it has " + length + unit + "; write at least " + size.min()
                    + (text ? "." : ", or leave it out."));
        } else if (length > size.max()) {
            problems.add(place + ": it has " + length + unit + "; at most " + size.max() + " are taken.");
        }
    }

    private void unique(String place, RecordComponent component, JsonNode list) {
        ListMap map = component.getAnnotation(ListMap.class);
        if (map == null && !component.isAnnotationPresent(ListSet.class)) {
            return;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode item : Tree.list(list)) {
            JsonNode key = map == null ? item : Tree.at(item, map.value());
            if (!key.isMissingNode() && !seen.add(key)) {
                problems.add(place + ": " + key + " is there twice; each " + (map == null ? "entry" : map.value())
                        + " may be there once.");
            }
        }
    }

    private void parts(String place, RecordComponent component, JsonNode member) {
        if (component.getType().isRecord()) {
            object(place, component.getType(), member);
        } else if (component.getType() == List.class) {
            int index = 0;
            for (JsonNode item : Tree.list(member)) {
                part(place + "[" + index++ + "]", argument(component, 0), item);
            }
        } else if (component.getType() == Map.class) {
            member.properties().forEach(e -> part(place + "." + e.getKey(), argument(component, 1), e.getValue()));
        }
    }

    private void part(String place, AnnotatedType type, JsonNode value) {
        bounds(place, type, value);
        if (type.getType() instanceof Class<?> c && c.isRecord()) {
            object(place, c, value);
        }
    }

    /** The type of a list's items or a map's values, with its annotations. */
    private static AnnotatedType argument(RecordComponent component, int index) {
        AnnotatedType type = component.getAnnotatedType();
        if (type instanceof AnnotatedParameterizedType p && type.getType() instanceof ParameterizedType) {
            return p.getAnnotatedActualTypeArguments()[index];
        }
        throw new IllegalStateException(component + " has no type argument");
    }

    private void rules(String path, Class<?> type, JsonNode self) {
        for (ValidationRule rule : type.getAnnotationsByType(ValidationRule.class)) {
            if (!ProfileRules.holds(rule.value(), self)) {
                String place = path + rule.fieldPath();
                problems.add((place.isEmpty() ? "" : place + ": ") + rule.message() + ".");
            }
        }
    }
}
