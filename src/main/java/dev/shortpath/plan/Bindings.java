package dev.shortpath.plan;

import dev.shortpath.api.Keys;
import dev.shortpath.api.ProfileSelector;
import dev.shortpath.api.Selector;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the one profile that a VM gets (API.md, "Which profile a VM gets"). */
final class Bindings {
    static final String NONE = "none";
    private static final Comparator<Profile> ORDER =
            Comparator.comparingLong(Profile::created).thenComparing(Profile::name);

    private Bindings() {}

    static Binding choose(Situation situation) {
        String label = situation.vm().labels().get(Keys.PROFILE);
        if (NONE.equals(label)) {
            return new Binding.OptedOut();
        }
        if (label != null && !label.isEmpty()) {
            return situation.profiles().stream()
                    .filter(p -> p.name().equals(label))
                    .findFirst()
                    .map(p -> allowed(p, situation, true, List.of()))
                    .orElseGet(() -> new Binding.NotFound(label));
        }
        List<Profile> takers = situation.profiles().stream()
                .filter(p -> p.spec().selector() != null)
                .filter(p -> selects(p.spec().selector(), situation))
                .sorted(ORDER)
                .toList();
        // A profile that may take the VM once its namespace is known, and would then come first.
        boolean open = situation.profiles().stream()
                .filter(p -> asksForNamespace(p, situation))
                .anyMatch(p -> takers.isEmpty() || ORDER.compare(p, takers.getFirst()) < 0);
        if (open) {
            return notKnown(situation);
        }
        if (takers.isEmpty()) {
            return new Binding.Unbound();
        }
        List<String> losers = takers.stream().skip(1).map(Profile::name).toList();
        return allowed(takers.getFirst(), situation, false, losers);
    }

    private static Binding allowed(Profile profile, Situation situation, boolean byLabel, List<String> losers) {
        Selector allowed = profile.spec().allowedNamespaces();
        if (allowed == null || isAll(allowed)) {
            return new Binding.Bound(profile, byLabel, losers);
        }
        Optional<Map<String, String>> labels = situation.namespaceLabels();
        if (labels.isEmpty()) {
            return notKnown(situation);
        }
        return Selectors.takes(allowed, labels.get())
                ? new Binding.Bound(profile, byLabel, losers)
                : new Binding.NotAllowed(profile);
    }

    private static boolean selects(ProfileSelector selector, Situation situation) {
        Selector namespaces = selector.namespaceSelector();
        Selector vms = selector.vmSelector();
        boolean namespaceTaken = namespaces == null
                || isAll(namespaces)
                || situation
                        .namespaceLabels()
                        .map(l -> Selectors.takes(namespaces, l))
                        .orElse(false);
        return namespaceTaken
                && (vms == null || Selectors.takes(vms, situation.vm().labels()));
    }

    private static boolean asksForNamespace(Profile profile, Situation situation) {
        ProfileSelector selector = profile.spec().selector();
        return situation.namespaceLabels().isEmpty()
                && selector != null
                && selector.namespaceSelector() != null
                && !isAll(selector.namespaceSelector())
                && (selector.vmSelector() == null
                        || Selectors.takes(selector.vmSelector(), situation.vm().labels()));
    }

    private static Binding notKnown(Situation situation) {
        return new Binding.NotKnown(
                "the labels of namespace " + situation.vm().id().namespace() + " are not known yet");
    }

    private static boolean isAll(Selector selector) {
        return selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty();
    }
}
