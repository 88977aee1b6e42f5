package dev.shortpath.operator;

import dev.shortpath.cluster.Absences;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.cluster.InformerWorld;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter;
import dev.shortpath.cluster.StoragePathWriter;
import dev.shortpath.cluster.VmRestart;
import dev.shortpath.cluster.VmWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.cluster.WatchedVm;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Profile;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Instruments;
import dev.shortpath.telemetry.Meters;
import dev.shortpath.telemetry.NodeMeters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The operator put together; the same in a test as in a cluster. */
public final class ShortpathOperator implements AutoCloseable {
    /** Whatever rings, one VM is not visited more often than this. */
    private static final LinearRateLimiter VM_VISITS = new LinearRateLimiter(Duration.ofSeconds(1), 5);

    private static final LinearRateLimiter NODE_VISITS = new LinearRateLimiter(Duration.ofSeconds(1), 5);

    private static final Capability UNREAD = Capability.missing("Shortpath's webhook configuration cannot be read");

    private final Caches caches;
    private final Gathering gathering;
    private final RegisteredController<WatchedProfile> profileLoop;
    private final Loops loops;
    private final Bulletin bulletin;
    private final Concern concern;
    private final Optional<PermitWatch> permits;
    private final Optional<HookWatch> hooks;
    private final boolean elected;
    private final NodeLoop nodes;
    private volatile boolean leads;
    private volatile Runnable led = () -> {};

    /** Without spans. */
    public ShortpathOperator(KubernetesClient client, MeterRegistry registry, Settings settings, InstantSource clock) {
        this(client, Instruments.of(registry), settings, clock);
    }

    public ShortpathOperator(KubernetesClient client, Instruments instruments, Settings settings, InstantSource clock) {
        MeterRegistry registry = instruments.registry();
        this.elected = settings.lease().isPresent();
        this.caches = settings.hookSidecars() ? new Caches(client, EnumSet.allOf(Watched.class)) : new Caches(client);
        this.bulletin = new Bulletin(client, clock, settings.instance());
        Meters meters = new Meters(instruments);
        Bell<WatchedVm> vmBell = new Bell<>("concern");
        Bell<WatchedProfile> profileBell = new Bell<>("concern");
        Visits visits = new Visits(profile -> profileBell.ring(new Key("", profile)));
        Stock.show(caches, registry, meters, this::started);
        meters.leads(this::leads);
        this.loops = new Loops(client, registry, settings, this::tookLead);

        Wire wire = new Wire(client);
        Answers vms = new Answers(Watched.VM, caches.vms());
        Answers paths = new Answers(Watched.PATH, caches.shelf(Watched.PATH));
        Answers profiles = new Answers(Watched.PROFILE, caches.profiles());
        this.concern = new Concern(caches, new Concern.Own(vms, paths), new Concern.Bells(vmBell, profileBell), visits);
        caches.listen(concern);
        Standings standings = new Standings(paths);
        List.of(vms, paths, profiles, standings).forEach(caches::listen);
        Absences absences = new Absences(
                name -> caches.profiles().find(new Key("", name)).isPresent(),
                this::profilesServed,
                settings.profileGrace(),
                clock);
        InformerWorld world = new InformerWorld(caches, clock);
        this.permits = settings.managePermits()
                ? Optional.of(PermitWatch.of(world, caches, wire, bulletin, profileBell))
                : Optional.empty();
        Delivering delivering = new Delivering(world, UNREAD, settings.profileGrace(), clock);
        this.hooks = settings.hookSidecars()
                ? Optional.of(HookWatch.of(caches, wire, () -> delivering.now().carrier()))
                : Optional.empty();
        this.gathering = new Gathering(world, paths::newest, absences, delivering);
        Planning planning = new Planning(gathering, meters);
        caches.listen(gathering.listener());
        ProfileReconciler profileVisits = new ProfileReconciler(
                caches,
                profiles,
                new ProfileStatus(
                        gathering,
                        caches,
                        new ProfileStatus.Reports(standings, visits, this::outlook),
                        new RolloutDesk(world, caches, planning),
                        clock),
                new ProfileReconciler.Outlets(
                        new ProfileReporter(new StatusWriter(Watched.PROFILE, wire, profiles), bulletin),
                        new RolloutHand(new VmRestart(wire), bulletin, meters, clock)),
                profileBell);
        this.profileLoop = loops.register(profileVisits, caches.profiles(), new LinearRateLimiter(settings.tally(), 1));
        VmReconciler vmVisits = new VmReconciler(
                caches,
                vms,
                planning,
                new VmReconciler.Tools(
                        new VmWriter(wire, vms),
                        new Refusals(clock),
                        new Reporter(
                                new Reporter.Sources(new StoragePathWriter(wire, paths), new Measurements(caches)),
                                visits,
                                bulletin,
                                meters,
                                clock),
                        instruments.traces()),
                vmBell);
        var vmLoop = loops.register(vmVisits, caches.vms(), VM_VISITS);
        this.nodes = new NodeLoop(
                caches, new NodeLoop.Surroundings(wire, bulletin, new NodeMeters(registry), clock), concern::everybody);
        var nodeLoop = loops.register(nodes.reconciler(), caches.storageNodes(), NODE_VISITS);
        caches.filledElsewhere(Watched.STORAGE_NODE, () -> Loops.synced(nodeLoop));
        caches.filledElsewhere(Watched.PROFILE, () -> Loops.synced(profileLoop));
        caches.filledElsewhere(Watched.VM, () -> Loops.synced(vmLoop));
    }

    private String outlook(Profile profile) {
        return permits.map(p -> p.hand().outlook(profile)).orElse("");
    }

    private boolean profilesServed() {
        return Loops.watching(profileLoop);
    }

    /** What it keeps of the cluster, for who answers beside the loop. */
    public Caches caches() {
        return caches;
    }

    /** How it reads and plans a VM, for who answers beside the loop. */
    public Gathering gathering() {
        return gathering;
    }

    private boolean started() {
        return loops.started();
    }

    /** Whether this replica is the one that writes. */
    public boolean leads() {
        return leads;
    }

    /** Whom to call once it is; before the start. */
    public void onLead(Runnable then) {
        led = then;
    }

    private void tookLead() {
        leads = true;
        led.run();
        permits.ifPresent(PermitWatch::lead);
        hooks.ifPresent(HookWatch::lead);
    }

    /** Starts; comes back once the loop runs, whether or not KubeVirt is there. */
    public void start() {
        caches.start();
        if (!elected) {
            tookLead();
        }
        loops.start();
        nodes.start();
    }

    /** Whether it is up: its own kinds and Kubernetes' are read; KubeVirt's and CDI's may come later. */
    public boolean ready() {
        return loops.started() && caches.settled();
    }

    @Override
    public void close() {
        loops.close();
        caches.close();
        nodes.close();
        concern.close();
        permits.ifPresent(PermitWatch::close);
        hooks.ifPresent(HookWatch::close);
        bulletin.close();
    }
}
