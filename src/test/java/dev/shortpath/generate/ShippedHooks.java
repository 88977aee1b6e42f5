package dev.shortpath.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The hooks of deploy/plugin/plugin.yaml, run as KubeVirt's plugins/pipeline.go runs them. */
final class ShippedHooks {
    private final LibvirtCel cel = new LibvirtCel();
    private final CelAbstractSyntaxTree condition;
    private final List<Hook> hooks = new ArrayList<>();

    private record Hook(CelAbstractSyntaxTree condition, CelAbstractSyntaxTree expression) {}

    private ShippedHooks(UnaryOperator<String> edit) {
        condition = cel.compile(spec().path("condition").asText());
        for (JsonNode hook : spec().path("domainHooks")) {
            hooks.add(
                    new Hook(cel.compile(hook.path("condition").asText()), cel.compile(edit.apply(expression(hook)))));
        }
    }

    /** The hooks as they are shipped. */
    static ShippedHooks read() {
        return new ShippedHooks(text -> text);
    }

    /** The same with another text for a piece of their expressions. */
    static ShippedHooks replacing(String piece, String text) {
        return new ShippedHooks(expression -> expression.replace(piece, text));
    }

    static JsonNode spec() {
        try {
            return Serialization.unmarshal(Files.readString(Path.of(PluginManifest.PATH)), JsonNode.class)
                    .path("spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> expressions() {
        return StreamSupport.stream(spec().path("domainHooks").spliterator(), false)
                .map(ShippedHooks::expression);
    }

    private static String expression(JsonNode hook) {
        return hook.path("cel").path("expression").asText();
    }

    /** The domain that comes out of all hooks. */
    Struct applied(Map<String, String> annotations, Struct domain) {
        if (!holds(condition, annotations, domain)) {
            return domain;
        }
        Struct result = domain;
        for (Hook hook : hooks) {
            if (holds(hook.condition(), annotations, result)) {
                result = result.merged((Struct) cel.run(hook.expression(), annotations, result));
            }
        }
        return result;
    }

    /** Whether the Plugin, and then whether each of its hooks, has to do with a VM of these annotations. */
    List<Boolean> conditions(Map<String, String> annotations) {
        Struct domain = Struct.of(LibvirtCel.struct("Domain"), Map.of());
        return Stream.concat(Stream.of(condition), hooks.stream().map(Hook::condition))
                .map(each -> holds(each, annotations, domain))
                .toList();
    }

    private boolean holds(CelAbstractSyntaxTree expression, Map<String, String> annotations, Struct domain) {
        return (Boolean) cel.run(expression, annotations, domain);
    }
}
