package dev.shortpath.telemetry;

import static dev.shortpath.telemetry.Dial.counter;
import static dev.shortpath.telemetry.Dial.gauge;
import static dev.shortpath.telemetry.Dial.histogram;
import static dev.shortpath.telemetry.Dial.label;

import dev.shortpath.telemetry.Dial.Label;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Every metric of ours. `docs/metrics.md` is made from here. */
public final class Dials {
    private static final Label PROFILE = label("profile", "the StorageProfile's name; `none` where no profile binds");
    private static final Label RESOURCE = label(
            "resource", "what is reviewed: `virtualmachines`, `virtualmachineinstances`, `pods`, `storageprofiles`");

    /** The last bound is the webhook's own deadline, beyond which nothing is answered but "late". */
    private static final List<Duration> ANSWERS = millis(2, 5, 10, 25, 50, 100, 250, 500, 1500);

    private static final List<Duration> THINKING = millis(1, 2, 5, 10, 25, 50, 100, 250, 1000);

    public static final Dial PLAN = histogram(
            "shortpath_plan_seconds", "Time to make one VM's plan, in the loop and for the webhook", THINKING);

    public static final Dial DECISIONS = counter(
            "shortpath_decisions_total",
            "Decisions of plans, counted when a VM's report changes",
            label("field", "the profile's own path of the field, such as `io` or `placement.iommu`"),
            label("decision", "`Set`, `AlreadySo`, `Yield`, `Refuse`, `NotApplicable`, `Unknown`"),
            label("reason", "a reason of a decision, see [conditions.md](conditions.md)"));

    public static final Dial WRITES = counter(
            "shortpath_writes_total",
            "Writes to the API server, by what became of them",
            label("kind", "`VirtualMachine`, `StoragePath`, `Node`"),
            label(
                    "outcome",
                    "`written`; `deleted` (StoragePath); `refused` by KubeVirt's admission; `conflict`, somebody set a "
                            + "Node's label meanwhile; `failed`"));

    public static final Dial CONFLICTS = counter(
            "shortpath_conflicts_total", "Writes that met another VM than was planned for, and are planned anew");

    public static final Dial RESTARTS = counter(
            "shortpath_restarts_total",
            "Restarts of rollouts",
            label("outcome", "`asked`, `refused`, `back`, `late` (which stops a rollout)"));

    public static final Dial PATHS = gauge(
            "shortpath_paths",
            "StoragePaths that there are now",
            PROFILE,
            label("compliance", "`Compliant`, `NonCompliant`, `OutOfDate`, `NotApplicable`, `Unknown`"),
            label("reason", "a reason of a StoragePath, see [conditions.md](conditions.md)"));

    public static final Dial HOPS = gauge(
            "shortpath_path_hops",
            "StoragePaths by the number of arrows on their worst disk's way from the guest to its data",
            PROFILE,
            label("hops", "a whole number"));

    public static final Dial DISKS = gauge(
            "shortpath_disks",
            "Disks of VMs with a StoragePath, by what they have: running, or else stored",
            PROFILE,
            label("field", "`bus`, `io`, `cache`, `ioThread`"),
            label("value", "the value in the profile's words; `unset` where it is empty"));

    public static final Dial CONDITIONS = gauge(
            "shortpath_profile_condition",
            "1 for what each condition of a StorageProfile is now",
            label("profile", "the StorageProfile's name"),
            label("condition", "`Accepted`, `Applied`, `Compliant`, `Ready`"),
            label("status", "`True`, `False`, `Unknown`"),
            label("reason", "a reason of a profile's condition, see [conditions.md](conditions.md)"));

    public static final Dial ROLLOUTS = gauge(
            "shortpath_profile_rollout",
            "1 for a StorageProfile with a rollout by restarts",
            label("profile", "the StorageProfile's name"),
            label("state", "`running`, `stopped` (a VM was not back in time)"));

    public static final Dial NODES = gauge(
            "shortpath_nodes",
            "Nodes by what their labels of group shortpath.dev say",
            label("capability", "`iommu`, `iommu-mode`, `io-uring`, `vfio`"),
            label("state", "the label's value ([nodes.md](nodes.md)); `unknown` without one"));

    public static final Dial SILENT =
            gauge("shortpath_nodes_silent", "Nodes whose probe has been silent for 30 minutes");

    public static final Dial OLDEST = gauge(
            "shortpath_nodes_oldest_observation_timestamp_seconds",
            "When the probe that has been silent longest last looked, in Unix time; NaN without any");

    public static final Dial FUNCTIONS = gauge(
            "shortpath_nvme_functions",
            "NVMe functions that probes see",
            label("function", "`physical`, `virtual`"),
            label("ready", "whether it can be given to a guest: `true`, `false`, `unknown`"));

    public static final Dial OTHERS = gauge(
            "shortpath_labels_others",
            "Labels of group shortpath.dev on nodes that somebody else holds",
            label("agrees", "whether they say what the node's probe sees: `true`, `false`"));

    public static final Dial ADMISSION =
            histogram("shortpath_admission_seconds", "Time until an admission review was answered", ANSWERS, RESOURCE);

    public static final Dial REVIEWS = counter(
            "shortpath_admission_reviews_total",
            "Admission reviews by what they were answered",
            RESOURCE,
            label("operation", "`CREATE`, `UPDATE`, `DELETE`, `CONNECT`; `unknown` where it could not be read"),
            label("outcome", "`unchanged`, `patched`, `failed`, `late`, `malformed`"));

    public static final Dial REFUSED = counter(
            "shortpath_admission_refused_total",
            "Connections to the webhook that came to nothing before a request",
            label("reason", "`plaintext`, `untrusted`, `expired`, `no-certificate`, `gone`, `handshake`"));

    public static final Dial CERTIFICATE = gauge(
            "shortpath_webhook_certificate_expiry_timestamp_seconds",
            "When the webhook's serving certificate ends, in Unix time; NaN without one");

    public static final Dial CACHED = gauge(
            "shortpath_cached_objects",
            "Objects of which a partial record is kept",
            label("kind", "the kind and its group: `VirtualMachine.kubevirt.io`, `Node.v1`"));

    public static final Dial CACHE_READ = gauge(
            "shortpath_cache_read",
            "1 where all objects of a kind are known, 0 where they are not: not served, not allowed, or not yet",
            label("kind", "as above"));

    public static final Dial LEADER = gauge(
            "shortpath_leader",
            "1 on the replica that writes, 0 on those that only keep their caches and answer reviews");

    public static final Dial BUILD = gauge(
            "shortpath_build_info",
            "1, with the version that runs",
            label("version", "as `shortpath --version` has it"));

    /** In the order of the reference. */
    public static final List<Dial> ALL = List.of(
            PLAN,
            DECISIONS,
            WRITES,
            CONFLICTS,
            RESTARTS,
            PATHS,
            HOPS,
            DISKS,
            CONDITIONS,
            ROLLOUTS,
            NODES,
            SILENT,
            OLDEST,
            FUNCTIONS,
            OTHERS,
            ADMISSION,
            REVIEWS,
            REFUSED,
            CERTIFICATE,
            CACHED,
            CACHE_READ,
            LEADER,
            BUILD);

    private Dials() {}

    private static List<Duration> millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toList();
    }

    /** The dial of a name that Prometheus shows. */
    public static Optional<Dial> of(String series) {
        return Stream.concat(ALL.stream(), LoopDials.ALL.stream())
                .filter(d -> d.series().contains(series))
                .findFirst();
    }
}
