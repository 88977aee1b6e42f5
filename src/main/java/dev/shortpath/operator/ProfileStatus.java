package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.NodeCounts;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.api.StorageProfileStatus;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.BadManifest;
import dev.shortpath.kubevirt.Profiles;
import dev.shortpath.plan.Acceptance;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Needs;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.rollout.RolloutPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be said of a profile. */
final class ProfileStatus {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Gathering gathering;
    private final Caches caches;
    private final Standings standings;
    private final Visits visits;
    private final Function<Profile, String> outlook;
    private final RolloutDesk rollouts;
    private final InstantSource clock;
    private final Map<String, Instant> unsettled = new ConcurrentHashMap<>();

    /** What is to be said, and what is to be done once it stands there. */
    record Saying(StorageProfileStatus status, Optional<RolloutPlan> rollout) {}

    /**
     * Where VMs' reports and visits are found.
     *
     * @param outlook what is to be said of the resources that a profile waits for
     */
    record Reports(Standings standings, Visits visits, Function<Profile, String> outlook) {}

    ProfileStatus(Gathering gathering, Caches caches, Reports reports, RolloutDesk rollouts, InstantSource clock) {
        this.gathering = gathering;
        this.caches = caches;
        this.standings = reports.standings();
        this.visits = reports.visits();
        this.outlook = reports.outlook();
        this.rollouts = rollouts;
        this.clock = clock;
    }

    /** A profile's status; empty while it is too early to say: some of its VMs are still to be decided. */
    Optional<Saying> of(JsonNode tree) {
        long generation = tree.at("/metadata/generation").asLong();
        // Nodes and capabilities are read the way they are for a VM: here for one that asks for nothing.
        Situation nobody = gathering.situation(nobody(), Moment.LOOP);
        ProfileConditions conditions = new ProfileConditions(tree, generation, clock.instant());
        Profile profile;
        try {
            profile = Profiles.read(tree);
        } catch (BadManifest unreadable) {
            Acceptance.Problem invalid = new Acceptance.Problem(ProfileReason.INVALID, unreadable.getMessage());
            return Optional.of(new Saying(
                    new StorageProfileStatus(
                            generation,
                            null,
                            null,
                            List.of(),
                            RolloutRecord.stored(tree).orElse(null),
                            conditions.of(Optional.of(invalid), "", Tally.NONE)),
                    Optional.empty()));
        }
        Tally tally = Tally.of(profile, caches, standings, visits);
        if (tooEarly(tree, tally)) {
            return Optional.empty();
        }
        Optional<Acceptance.Problem> problem = problem(profile, nobody.cluster());
        Optional<RolloutPlan> rollout = rollouts.decide(
                profile,
                RolloutRecord.before(tree),
                tally,
                problem.isEmpty() && tally.undecided() == 0,
                clock.instant());
        boolean restarts = profile.spec().rollout().strategy() == RolloutStrategy.RESTART;
        StorageProfileStatus status = new StorageProfileStatus(
                generation,
                tally.counts(),
                nodes(profile, nobody),
                tally.examples(),
                rollout.isPresent()
                        ? RolloutRecord.of(rollout.get(), RolloutRecord.stored(tree), clock.instant())
                        : RolloutRecord.kept(tree, restarts),
                conditions.of(problem, note(profile, nobody.cluster()), tally));
        return Optional.of(new Saying(status, rollout));
    }

    /** A profile that was decided does not waver because a new operator, or a new VM, takes a moment. */
    private boolean tooEarly(JsonNode profile, Tally tally) {
        String name = Key.of(profile).name();
        boolean known = profile.at("/status/observedGeneration").asLong(-1)
                == profile.at("/metadata/generation").asLong();
        if (tally.undecided() == 0 || !known) {
            unsettled.remove(name);
            return false;
        }
        Instant since = unsettled.computeIfAbsent(name, n -> clock.instant());
        return clock.instant().isBefore(since.plus(PATIENCE));
    }

    private static JsonNode nobody() {
        var vm = MAPPER.createObjectNode()
                .put("apiVersion", Watched.VM.apiVersion())
                .put("kind", Watched.VM.shortKind());
        vm.withObject("/metadata").put("name", "").put("namespace", "");
        vm.withObject("/spec/template/spec/domain/devices");
        return vm;
    }

    private Optional<Acceptance.Problem> problem(Profile profile, Cluster cluster) {
        Optional<Acceptance.Problem> problem = Acceptance.of(profile, cluster);
        if (problem.isPresent()) {
            return problem.map(p -> p.reason() == ProfileReason.UNSUPPORTED_BY_CLUSTER
                    ? new Acceptance.Problem(p.reason(), p.message() + outlook.apply(profile))
                    : p);
        }
        return caches.state(Watched.VMI) == Caches.State.ABSENT
                ? Optional.of(new Acceptance.Problem(
                        ProfileReason.PENDING,
                        "KubeVirt is not installed on this cluster (there is no virtualmachines.kubevirt.io); Shortpath starts"
                                + " to work when it is."))
                : Optional.empty();
    }

    private String note(Profile profile, Cluster cluster) {
        Cluster.Deliveries deliveries = cluster.deliveries();
        boolean blind = cluster.cdi() == Presence.ABSENT || caches.state(Watched.CDI_PROFILE) == Caches.State.ABSENT;
        return outlook.apply(profile)
                + (blind ? " CDI is not installed on it, so nothing is known of what storage classes can do." : "")
                + undelivered("spec.placement", profile.spec().placement() == null, deliveries.placement())
                + undelivered(
                        "delivery Instance", profile.spec().delivery() != Delivery.INSTANCE, deliveries.instance());
    }

    private static String undelivered(String what, boolean unasked, Capability capability) {
        return unasked || capability.ready()
                ? ""
                : " What " + what + " asks for is decided, and not written: " + String.join("; ", capability.missing())
                        + ".";
    }

    private static NodeCounts nodes(Profile profile, Situation nobody) {
        NodeCount count = Eligibility.count(nobody, Needs.of(profile.name(), profile.spec(), false));
        String why = count.lacking().entrySet().stream()
                .map(e -> e.getValue() + " with " + e.getKey())
                .collect(Collectors.joining("; "));
        return new NodeCounts(count.eligible(), count.total(), why.isEmpty() ? null : why);
    }
}
