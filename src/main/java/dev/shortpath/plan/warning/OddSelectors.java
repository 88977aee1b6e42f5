package dev.shortpath.plan.warning;

import dev.shortpath.api.Keys;
import dev.shortpath.api.ProfileSelector;
import dev.shortpath.api.Selector;
import dev.shortpath.api.SelectorOperator;
import dev.shortpath.api.SelectorRequirement;
import dev.shortpath.facts.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Selectors that take nothing, or everything. */
final class OddSelectors {
    private static final Selector ALL = new Selector(null, null);

    private OddSelectors() {}

    static Stream<String> of(Profile profile) {
        Selector allowed = profile.spec().allowedNamespaces();
        ProfileSelector selector = profile.spec().selector();
        if (selector == null) {
            return none("spec.allowedNamespaces", allowed, "no VM can have this profile").stream();
        }
        Selector namespaces = orAll(selector.namespaceSelector());
        Selector vms = orAll(selector.vmSelector());
        return Stream.of(
                        none("spec.allowedNamespaces", allowed, "no VM can have this profile"),
                        none("spec.selector.namespaceSelector", namespaces, "it takes no VM"),
                        none("spec.selector.vmSelector", vms, "it takes no VM"),
                        outside(namespaces, allowed),
                        ownLabel(profile, vms),
                        everything(namespaces, vms, allowed))
                .flatMap(Optional::stream);
    }

    private static Selector orAll(Selector selector) {
        return selector == null ? ALL : selector;
    }

    private static Optional<String> none(String field, Selector selector, String so) {
        return contradiction(orAll(selector), ALL)
                .map(key -> field + ": what it asks of label " + key + " cannot all hold, so " + so
                        + "; keep one of the expressions.");
    }

    private static Optional<String> outside(Selector namespaces, Selector allowed) {
        return contradiction(namespaces, orAll(allowed))
                .map(key -> "spec.selector.namespaceSelector: allowedNamespaces asks for another " + key
                        + ", so no namespace that it takes is allowed; let the two agree.");
    }

    private static Optional<String> ownLabel(Profile profile, Selector vms) {
        String asked = vms.matchLabels().get(Keys.PROFILE);
        boolean named = asked != null
                || vms.matchExpressions().stream()
                        .anyMatch(e -> e.key().equals(Keys.PROFILE) && asksForIt(e.operator()));
        return named
                ? Optional.of("spec.selector.vmSelector: a VM with the label " + Keys.PROFILE
                        + " gets the profile that the label names, before any selector is asked; "
                        + (profile.name().equals(asked) ? "the selector adds nothing." : "select by another label."))
                : Optional.empty();
    }

    private static boolean asksForIt(SelectorOperator operator) {
        return operator == SelectorOperator.IN || operator == SelectorOperator.EXISTS;
    }

    private static Optional<String> everything(Selector namespaces, Selector vms, Selector allowed) {
        return allowed == null && namespaces.equals(ALL) && vms.equals(ALL)
                ? Optional.of("spec.selector: it takes every VM of the cluster that names no profile; bound it with"
                        + " namespaceSelector or allowedNamespaces, or write allowedNamespaces: {} to say that aloud.")
                : Optional.empty();
    }

    /** A label of which two selectors together ask for what no object can have. */
    static Optional<String> contradiction(Selector one, Selector other) {
        return keys(one, other)
                .sorted()
                .filter(key -> !possible(requirements(key, one, other)))
                .findFirst();
    }

    private static Stream<String> keys(Selector... selectors) {
        return Stream.of(selectors)
                .flatMap(s -> Stream.concat(
                        s.matchLabels().keySet().stream(),
                        s.matchExpressions().stream().map(SelectorRequirement::key)))
                .distinct();
    }

    private static List<SelectorRequirement> requirements(String key, Selector... selectors) {
        return Stream.of(selectors)
                .flatMap(s -> Stream.concat(
                        Optional.ofNullable(s.matchLabels().get(key)).stream()
                                .map(v -> new SelectorRequirement(key, SelectorOperator.IN, List.of(v))),
                        s.matchExpressions().stream().filter(e -> e.key().equals(key))))
                .toList();
    }

    private static boolean possible(List<SelectorRequirement> all) {
        Set<String> values = null;
        boolean there = false;
        boolean gone = false;
        for (SelectorRequirement one : all) {
            there |= one.operator() == SelectorOperator.IN || one.operator() == SelectorOperator.EXISTS;
            gone |= one.operator() == SelectorOperator.DOES_NOT_EXIST;
            if (one.operator() == SelectorOperator.IN) {
                values = values == null ? new HashSet<>(one.values()) : values;
                values.retainAll(one.values());
            }
        }
        for (SelectorRequirement one : all) {
            if (one.operator() == SelectorOperator.NOT_IN && values != null) {
                values.removeAll(one.values());
            }
        }
        return !(there && gone) && (values == null || !values.isEmpty());
    }
}
