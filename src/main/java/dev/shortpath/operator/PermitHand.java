package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Profile;
import dev.shortpath.kubevirt.DeviceUse;
import dev.shortpath.kubevirt.Permitted;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Acceptance;
import dev.shortpath.plan.passthrough.PermitDemand;
import dev.shortpath.plan.passthrough.PermitList;
import dev.shortpath.plan.passthrough.Permits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps permittedHostDevices of the KubeVirt CR as profiles ask for it, where the operator was started to. */
final class PermitHand {
    private final World world;
    private final Caches caches;
    private final Answers kubevirts;
    private final PermitWriter writer;
    private final PermitReporter reporter;
    private final Bell<WatchedProfile> profileBell;
    /** What is to be said of each resource that is asked for and not permitted. */
    private volatile Map<String, String> waiting = Map.of();

    /** What it reads from. */
    record Sources(World world, Caches caches, Answers kubevirts) {}

    PermitHand(Sources sources, PermitWriter writer, PermitReporter reporter, Bell<WatchedProfile> profileBell) {
        this.world = sources.world();
        this.caches = sources.caches();
        this.kubevirts = sources.kubevirts();
        this.writer = writer;
        this.reporter = reporter;
        this.profileBell = profileBell;
    }

    /**
     * Looks, decides and writes once.
     *
     * @return whether to look again soon: somebody was quicker, or it is refused for now
     */
    boolean visit() throws IOException {
        Optional<JsonNode> kubevirt = world.all(Watched.KUBEVIRT.kind()).stream()
                .flatMap(List::stream)
                .findFirst()
                .flatMap(k -> kubevirts.newest(Key.of(k)));
        Optional<? extends Map<String, String>> used = DeviceUse.of(world);
        if (!caches.settled() || kubevirt.isEmpty() || used.isEmpty()) {
            return false; // What is missing rings when it comes.
        }
        PermitList list = Permitted.of(kubevirt.get());
        PermitDemand demand = PermitDemand.of(profiles(), used.get());
        Permits permits = Permits.decide(demand, Situations.fleet(world).nodes(), list);
        Map<String, String> sentences = new TreeMap<>(permits.waiting());
        boolean again = permits.differs(list) && write(kubevirt.get(), permits, sentences);
        say(sentences);
        return again;
    }

    private boolean write(JsonNode kubevirt, Permits permits, Map<String, String> sentences) throws IOException {
        return switch (writer.write(kubevirt, permits)) {
            case Fate.Written _ -> {
                reporter.written(kubevirt, permits, caches.profiles().all());
                yield false;
            }
            case Fate.Refused refused -> {
                permits.add()
                        .forEach(p -> sentences.put(p.resource(), "the API server refuses it: " + refused.message()));
                reporter.refused(kubevirt, permits, caches.profiles().all(), refused.message());
                yield true;
            }
            case Fate.Failed failed -> {
                permits.add().forEach(p -> sentences.put(p.resource(), "it could not be written: " + failed.message()));
                reporter.refused(kubevirt, permits, caches.profiles().all(), failed.message());
                yield true;
            }
            case Fate.Moved _, Fate.Nothing _ -> true;
        };
    }

    private void say(Map<String, String> sentences) {
        Map<String, String> before = waiting;
        waiting = Map.copyOf(sentences);
        if (!before.equals(waiting)) {
            reporter.waiting(before, waiting);
            caches.profiles().keys().forEach(profileBell::ring);
        }
    }

    private List<Profile> profiles() {
        Cluster cluster = Situations.cluster(world, Cluster.Deliveries.SHIPPED);
        return caches.profiles().all().stream()
                .flatMap(p -> Situations.profile(p).stream())
                .filter(p -> Acceptance.of(p, cluster)
                        .filter(problem -> problem.reason() == ProfileReason.INVALID)
                        .isEmpty())
                .toList();
    }

    /** What a profile's condition says besides of its resources; empty where there is nothing to say. */
    String outlook(Profile profile) {
        Map<String, String> now = waiting;
        return profile.spec().passthrough().stream()
                .map(p -> p.resourceName())
                .distinct()
                .filter(now::containsKey)
                .map(r -> " This operator permits " + r + " by itself once it can; now " + now.get(r) + ".")
                .reduce("", String::concat);
    }
}
