package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Eviction;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Needs;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Wish;
import dev.shortpath.plan.passthrough.Link;
import dev.shortpath.plan.passthrough.Pool;
import dev.shortpath.plan.passthrough.Preflight;
import dev.shortpath.plan.passthrough.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * NVMe functions as host devices, one decision each. KubeVirt checks permittedHostDevices only when it renders the pod (RR),
 * where a mistake is a VM that never starts: so the whole chain is looked at first.
 */
final class PassthroughRule implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        List<Wanted> asked = Wanted.of(draft.profile().spec());
        if (asked.isEmpty()) {
            return draft.profile().spec().workload() == Workload.LATENCY_CRITICAL ? List.of(gain(draft)) : List.of();
        }
        Needs needs = PlacementRule.asked(draft);
        NodeCount nodes = Eligibility.count(draft.facts(), needs);
        List<String> spare = spare(draft, asked);
        List<Decision> decisions = new ArrayList<>();
        for (Wanted wanted : asked) {
            List<Link> links = Preflight.links(draft, wanted, needs, nodes);
            for (String name : wanted.names()) {
                Ask ask = ask(draft, wanted, name);
                decisions.add(owners(ask, spare).orElseGet(() -> decide(ask, wanted, links)));
            }
        }
        return decisions;
    }

    private static Decision gain(Draft draft) {
        Wish none = new Wish(
                "none",
                false,
                "workload LatencyCritical of profile " + draft.profile().name());
        return Ask.of(draft, Field.PASSTHROUGH, none)
                .notApplicable(
                        DecisionReason.NOT_ASKED_FOR,
                        "The profile passes no drive through. With spec.passthrough the guest drives an NVMe function itself, and"
                                + " QEMU is out of the path; the VM can then not be migrated live, and the drive is not wiped"
                                + " between its users.");
    }

    private static Ask ask(Draft draft, Wanted wanted, String name) {
        String from = "profile " + draft.profile().name();
        return new Ask(draft, Optional.of(name), Field.PASSTHROUGH, new Wish(wanted.resource(), true, from));
    }

    /** Resources of devices that the VM has without us and under other names: they count as well as ours. */
    private static List<String> spare(Draft draft, List<Wanted> asked) {
        List<String> names = asked.stream().flatMap(w -> w.names().stream()).toList();
        Stream<String> own = draft.vm().machine().devices().stream()
                .filter(d -> !names.contains(d.name()))
                .map(HostDevice::resource);
        return Stream.concat(own, draft.vm().machine().typesDevices().stream()).collect(Collectors.toList());
    }

    private static Optional<Decision> owners(Ask ask, List<String> spare) {
        String name = name(ask);
        if (ask.draft().ledger().live(ask.disk(), Field.PASSTHROUGH).isPresent()) {
            return Optional.empty();
        }
        Optional<HostDevice> own = ask.draft().vm().machine().device(name);
        String resource = ask.wish().word();
        if (own.isPresent() && own.get().resource().equals(resource)) {
            return Optional.of(ask.alreadySo(
                    DecisionReason.OWNERS_VALUE,
                    Optional.of(resource),
                    "The VM has a host device " + name + " of " + resource + " already."));
        }
        if (own.isPresent() || ask.draft().vm().machine().otherNames().contains(name)) {
            return Optional.of(ask.yieldTo(
                    DecisionReason.USER_VALUE,
                    own.map(HostDevice::resource).orElse("a GPU"),
                    "The VM's owner has another device of the name " + name
                            + "; name the profile's entry otherwise to have both."));
        }
        return spare.remove(resource)
                ? Optional.of(ask.alreadySo(
                        DecisionReason.OWNERS_VALUE,
                        Optional.of(resource),
                        "The VM has a host device of " + resource + " under another name already."))
                : Optional.empty();
    }

    private static Decision decide(Ask ask, Wanted wanted, List<Link> links) {
        List<Link> known = links.stream().filter(Link::known).toList();
        Evidence[] evidence = links.stream()
                .map(l -> new Evidence(l.what(), l.known() ? "missing" : "not known"))
                .toArray(Evidence[]::new);
        if (links.isEmpty()) {
            return set(ask, wanted);
        }
        if (known.isEmpty()) {
            return ask.unknown(DecisionReason.NODES_NOT_KNOWN, words(links) + ".", evidence);
        }
        boolean stands =
                ask.draft().ledger().live(ask.disk(), Field.PASSTHROUGH).isPresent();
        DecisionReason reason = known.stream()
                .map(Link::reason)
                .filter(r -> stands && r == DecisionReason.NO_ELIGIBLE_NODE)
                .findFirst()
                .orElse(known.getFirst().reason());
        boolean there = ask.draft().vm().machine().device(name(ask)).isPresent();
        String so = !stands
                ? "A VM with it would not start: "
                : there
                        ? "The VM has it of " + wanted.resource() + ", and cannot start with it now: "
                        : "Somebody's write took it away, and a VM with it would not start now: ";
        return ask.refuse(reason, so + words(links) + "." + (stands && there ? stays(ask.draft()) : ""), evidence);
    }

    private static String name(Ask ask) {
        return ask.disk().orElseThrow();
    }

    private static String stays(Draft draft) {
        return draft.consented()
                ? " It is taken out, as the VM's owner consents, once the VM is stopped."
                : " It stays, since a guest may use it. " + Birth.LET_GO;
    }

    private static String words(List<Link> links) {
        return links.stream().map(Link::words).collect(Collectors.joining("; "));
    }

    private static Decision set(Ask ask, Wanted wanted) {
        Draft draft = ask.draft();
        List<String> mixes = Pool.of(draft.facts().cluster(), wanted.resource())
                .mixes(draft.facts().fleet().inventory());
        return ask.set(
                "The guest drives an NVMe function of " + wanted.resource()
                        + " itself, with nothing between. The VM can then not be migrated live; " + drain(draft)
                        + "; a function has no identity across starts and is not wiped, so use it for scratch or"
                        + " replicated data."
                        + (mixes.isEmpty() ? "" : " Mind: " + String.join("; ", mixes) + "."),
                new Evidence("resource " + wanted.resource(), "permitted, and a node can give it"));
    }

    /** What a drain does to a VM that cannot migrate (pkg/virt-api/webhooks/validating-webhook/admitters/pod-eviction-admitter.go). */
    private static String drain(Draft draft) {
        String strategy = draft.ledger()
                .owners(Optional.empty(), Field.EVICTION)
                .map(Value::word)
                .or(() -> Optional.of("LiveMigrateIfPossible")
                        .filter(_ -> draft.profile().spec().eviction() == Eviction.AUTO))
                .or(() -> draft.facts().cluster().eviction())
                .orElse("None");
        return switch (strategy) {
            case "LiveMigrate" ->
                "a drain then waits for it for ever (evictionStrategy LiveMigrate; see eviction: Auto)";
            case "External" -> "a drain leaves it to another controller (evictionStrategy External)";
            default -> "a drain shuts it down (evictionStrategy " + strategy + ")";
        };
    }
}
