package dev.shortpath.generate;

import dev.shortpath.api.Keys;
import dev.shortpath.plan.node.NodeLabels;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** `docs/reference/labels-and-annotations.md`, from the constants of {@link Keys} and {@link NodeLabels} and their comments. */
final class KeysReference {
    private static final String TEXT = """
            # Labels and annotations

            <!-- Generated from the comments in api/Keys.java and plan/node/NodeLabels.java by `make generate`; do not edit. -->

            Everything that Shortpath reads or writes on objects that are not its own kinds. Numbers and `true` stand in quotes in
            YAML, since a label's or annotation's value is text.

            ## On VMs and others

            | key | on | what |
            | --- | --- | --- |
            %s
            `applied` and the two of `plugin.shortpath.dev` are Shortpath's to write, and a person may write the latter two. Of the others only
            `permitted-host-devices` and `hook-sidecars` are written by Shortpath; the rest is for people.

            ## On nodes

            Written by the operator from what the node's probe saw, unless somebody else set them first
            ([nodes.md](../nodes.md#whose-a-label-is)). When each of them goes: [nodes.md](../nodes.md#labels).

            | label | value |
            | --- | --- |
            %s
            ## Of others, that Shortpath reads or writes

            | key | on | what |
            | --- | --- | --- |
            | `hooks.kubevirt.io/hookSidecars` | VirtualMachineInstance, annotation | KubeVirt's list of hook sidecars; an entry is added when the VMI is created and the sidecar delivers ([io-uring.md](../io-uring.md)) |
            | `app.kubernetes.io/managed-by: shortpath` | ConfigMap `shortpath-hook`, Secret `shortpath-webhook` | made by the operator; a ConfigMap of that name without it is somebody else's, and is never touched |
            | `argocd.argoproj.io/tracking-id`, `app.kubernetes.io/instance`, `kustomize.toolkit.fluxcd.io/name`, `helm.toolkit.fluxcd.io/name` | VirtualMachine | what tells delivery `Auto` that a GitOps tool owns the VM ([gitops.md](../gitops.md#which-delivery)) |
            | `storageclass.kubernetes.io/is-default-class` | StorageClass, annotation | which class a claim without one gets |
            """;

    private KeysReference() {}

    static String markdown() {
        return TEXT.formatted(rows(Keys.class, KeysReference::key), rows(NodeLabels.class, KeysReference::label));
    }

    private static String rows(Class<?> of, BiFunction<String, String, String> row) {
        Map<String, String> comments = Constants.comments(of);
        List<String> rows = new ArrayList<>();
        for (Field constant : (Iterable<Field>) words(of)::iterator) {
            String comment = comments.get(constant.getName());
            if (comment == null) {
                throw new IllegalStateException(
                        of.getSimpleName() + "." + constant.getName() + " has no comment for the reference");
            }
            rows.add(row.apply(value(constant), comment));
        }
        return String.join("", rows);
    }

    /** Public constants; a private one with a comment is a prefix, which is documented too. */
    private static Stream<Field> words(Class<?> of) {
        return Stream.of(of.getDeclaredFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == String.class)
                .filter(f -> value(f).contains("/") && !value(f).endsWith("/"));
    }

    private static String value(Field constant) {
        constant.setAccessible(true);
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(String key, String comment) {
        int colon = comment.indexOf(": ");
        if (colon < 0 || !comment.substring(0, colon).matches(".+, (label|annotation)")) {
            throw new IllegalStateException(key + ": its comment begins with no object and kind, as in"
                    + " \"StorageClass, annotation: ...\": " + comment);
        }
        return "| `%s` | %s | %s |%n"
                .formatted(key, comment.substring(0, colon), Markdown.cell(comment.substring(colon + 2)));
    }

    private static String label(String label, String comment) {
        String name = label.endsWith("-") ? label + "N" : label;
        return "| `%s` | %s |%n".formatted(name, Markdown.cell(comment));
    }
}
