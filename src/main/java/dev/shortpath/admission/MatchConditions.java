package dev.shortpath.admission;

import dev.shortpath.api.Keys;
import dev.shortpath.api.Selector;
import dev.shortpath.api.SelectorRequirement;
import dev.shortpath.kubevirt.AdmissionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the API server asks itself before it asks us, in CEL: one condition for each webhook, so that a VM that no
 * profile can concern costs no call. Where in doubt it calls. A profile's namespaceSelector and allowedNamespaces cannot
 * be asked there.
 */
final class MatchConditions {
    static final String NAME = "shortpath-may-concern-it";

    /** CEL's cost is bounded, and nobody reads a longer one: beyond, every VM is sent. */
    static final int LENGTH = 16 * 1024;

    private static final String NOBODY = "false";
    private static final String ALL = "true";

    private MatchConditions() {}

    /** An expression for each of the webhooks that have one. */
    static Map<String, String> of(Audience audience) {
        return Map.of(
                AdmissionState.VMS, vms(audience.selectors()),
                AdmissionState.VMIS, audience.anybody() ? owned() : NOBODY,
                AdmissionState.PODS, audience.anybody() ? ALL : NOBODY);
    }

    private static String vms(List<Selector> selectors) {
        List<String> any = new ArrayList<>();
        any.add(bound("object"));
        any.add(applied("object"));
        // Who was bound and is not any more is to be parted from: null at CREATE.
        any.add("oldObject != null && (" + bound("oldObject") + " || " + applied("oldObject") + ")");
        if (!selectors.isEmpty()) {
            String selected = new TreeSet<>(
                            selectors.stream().map(MatchConditions::selected).toList())
                    .stream().collect(Collectors.joining(" || "));
            any.add("!(" + labelled("object", Keys.PROFILE) + " && " + label("object", Keys.PROFILE)
                    + " == 'none') && (" + selected + ")");
        }
        String expression = any.stream().map(s -> "(" + s + ")").collect(Collectors.joining(" || "));
        return expression.length() <= LENGTH ? expression : ALL;
    }

    private static String bound(String object) {
        return labelled(object, Keys.PROFILE) + " && " + label(object, Keys.PROFILE) + " != 'none'";
    }

    private static String applied(String object) {
        String annotations = object + ".metadata.annotations";
        return "has(" + annotations + ") && " + quoted(Keys.APPLIED) + " in " + annotations;
    }

    private static String owned() {
        return "has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, "
                + "o.kind == 'VirtualMachine' && o.apiVersion.startsWith('kubevirt.io/'))";
    }

    private static String selected(Selector selector) {
        List<String> all = new ArrayList<>();
        selector.matchLabels()
                .forEach((key, value) -> all.add(
                        "(" + labelled("object", key) + " && " + label("object", key) + " == " + quoted(value) + ")"));
        selector.matchExpressions().forEach(r -> all.add(required(r)));
        return all.isEmpty() ? ALL : "(" + String.join(" && ", new TreeSet<>(all)) + ")";
    }

    private static String required(SelectorRequirement requirement) {
        String key = requirement.key();
        String there = "(" + labelled("object", key) + ")";
        String among = "(" + labelled("object", key) + " && " + label("object", key) + " in ["
                + requirement.values().stream()
                        .sorted()
                        .map(MatchConditions::quoted)
                        .collect(Collectors.joining(", "))
                + "])";
        return switch (requirement.operator()) {
            case IN -> among;
            case NOT_IN -> "!" + among;
            case EXISTS -> there;
            case DOES_NOT_EXIST -> "!" + there;
        };
    }

    private static String labelled(String object, String key) {
        return "has(" + object + ".metadata.labels) && " + quoted(key) + " in " + object + ".metadata.labels";
    }

    private static String label(String object, String key) {
        return object + ".metadata.labels[" + quoted(key) + "]";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
