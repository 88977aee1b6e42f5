package dev.shortpath.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** `-n` and `-A`, as kubectl has them, but that every namespace is meant where neither is said. */
final class NamespaceOptions {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Only the VMs of this namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "The VMs of every namespace.")
    private boolean all;

    void check() throws BadInput {
        if (all && namespace.isPresent()) {
            throw new BadInput("-n names one namespace, and -A means all of them; give one of the two");
        }
    }

    /** Whether one of the two was given. */
    boolean given() {
        return all || namespace.isPresent();
    }

    /** The one that was given. */
    Optional<String> one() {
        return namespace;
    }

    /** What was asked about, behind a word for VMs: nothing where it is all of them. */
    String asked() {
        return namespace.map(n -> " of namespace " + n).orElse("");
    }

    List<Planned> of(List<Planned> plans) {
        return namespace
                .map(n -> plans.stream().filter(p -> p.namespace().equals(n)).toList())
                .orElse(plans);
    }

    /**
     * @param asked a VM's name, or its namespace and name; all are meant where it is absent
     * @param where what the VMs were read from, for a person
     */
    List<Planned> of(List<Planned> all, Optional<String> asked, String where) throws BadInput {
        List<Planned> plans = of(all);
        return asked.isPresent() ? only(plans, asked.get(), where) : plans;
    }

    private List<Planned> only(List<Planned> plans, String asked, String where) throws BadInput {
        List<Planned> found = plans.stream()
                .filter(p ->
                        asked.contains("/") ? p.title().equals(asked) : p.name().equals(asked))
                .toList();
        if (found.size() > 1) {
            throw new BadInput("VM " + asked + " is there more than once: " + titles(found)
                    + "; name its namespace, as NS/VM or with -n");
        }
        if (found.isEmpty()) {
            String none = namespace.isPresent() ? "that namespace has none" : "there is none at all";
            throw new BadInput("no VM " + asked + asked() + " in " + where + "; "
                    + (plans.isEmpty() ? none : "there is " + titles(plans)));
        }
        return found;
    }

    private static String titles(List<Planned> plans) {
        String some = plans.stream().map(Planned::title).limit(10).collect(Collectors.joining(", "));
        return plans.size() > 10 ? some + " and " + (plans.size() - 10) + " more" : some;
    }
}
