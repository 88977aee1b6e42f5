package dev.shortpath.plan;

import dev.shortpath.api.Selector;
import dev.shortpath.api.SelectorRequirement;
import java.util.Map;
import java.util.regex.Pattern;

/** Label selectors and globs, as Kubernetes and shells read them. */
final class Selectors {
    private Selectors() {}

    /** Whether labels satisfy a selector; an empty selector takes all. */
    static boolean takes(Selector selector, Map<String, String> labels) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
                && selector.matchExpressions().stream().allMatch(e -> takes(e, labels));
    }

    private static boolean takes(SelectorRequirement expression, Map<String, String> labels) {
        String value = labels.get(expression.key());
        return switch (expression.operator()) {
            case IN -> value != null && expression.values().contains(value);
            case NOT_IN -> value == null || !expression.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }

    /** Whether a name matches a glob of {@code *} (any run) and {@code ?} (any one character). */
    static boolean glob(String glob, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.matches(regex.toString(), name);
    }
}
