package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter.Result;
import dev.shortpath.cluster.StoragePathReport;
import dev.shortpath.cluster.StoragePathWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.kubevirt.References;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Plan;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import dev.shortpath.telemetry.Correlation;
import dev.shortpath.telemetry.Meters;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of a VM: in its StoragePath, in events and one line of the log where that changed, in metrics. */
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.vm");

    record Sources(StoragePathWriter paths, Measurements measurements) {}

    private final StoragePathWriter paths;
    private final Measurements measurements;
    private final Visits visits;
    private final Bulletin bulletin;
    private final Meters meters;
    private final InstantSource clock;

    /** @param sources what it compares a report with and what it copies into it */
    Reporter(Sources sources, Visits visits, Bulletin bulletin, Meters meters, InstantSource clock) {
        this.paths = sources.paths();
        this.measurements = sources.measurements();
        this.visits = visits;
        this.bulletin = bulletin;
        this.meters = meters;
        this.clock = clock;
    }

    long epoch() {
        return visits.epoch();
    }

    /** Tells that a VM could not be decided, which is a fault of ours. */
    void failed(JsonNode vm, long began, RuntimeException fault) {
        meters.wrote("VirtualMachine", "failed");
        LOG.error("{}: the VM could not be decided", Key.of(vm), fault);
        visits.failed(Key.of(vm), began, References.profileLabel(vm), String.valueOf(fault.getMessage()));
    }

    /** Tells of a write, whatever became of it. */
    void wrote(JsonNode vm, Plan plan, Fate fate) {
        try (Correlation _ = Correlation.of(plan)) {
            told(vm, plan, fate);
        }
    }

    private void told(JsonNode vm, Plan plan, Fate fate) {
        switch (fate) {
            case Fate.Written w -> {
                String what = changes(plan);
                meters.wrote("VirtualMachine", "written");
                bulletin.postOfMany(Watched.VM.reference(vm), new News(false, "PlanWritten", "Write", what));
                LOG.info("{}: {}", Key.of(vm), what);
            }
            case Fate.Refused r -> {
                meters.wrote("VirtualMachine", "refused");
                LOG.warn("{}: KubeVirt refuses the plan: {}", Key.of(vm), r.message());
            }
            case Fate.Failed f -> {
                meters.wrote("VirtualMachine", "failed");
                LOG.error("{}: the plan could not be written: {}", Key.of(vm), f.message());
            }
            case Fate.Moved m -> meters.conflict();
            case Fate.Nothing n -> {
                // Nothing to tell.
            }
        }
    }

    /** Brings the StoragePath to what is so. */
    Result report(JsonNode vm, Reading end, Fate fate, long began) throws IOException {
        Key key = Key.of(vm);
        Optional<JsonNode> before = paths.now(key);
        Result result;
        String after = "";
        if (end.plan().reported()) {
            var decided = new StoragePathReport.Decided(end.situation(), end.plan(), measurements.of(vm));
            StoragePathStatus status = StoragePathReport.of(decided, fate, before, clock.instant());
            result = paths.write(vm, status);
            after = status.compliance().word();
            if (result == Result.WRITTEN) {
                try (Correlation _ = Correlation.of(end.plan())) {
                    tell(vm, before, status, end.plan());
                }
            }
        } else {
            result = paths.delete(key);
        }
        if (result != Result.AGAIN) {
            visits.visited(key, began, end.plan().binding());
        }
        if (result == Result.WRITTEN) {
            meters.wrote("StoragePath", after.isEmpty() ? "deleted" : "written");
        }
        return result;
    }

    private void tell(JsonNode vm, Optional<JsonNode> before, StoragePathStatus status, Plan plan) {
        meters.decided(plan);
        String was = word(before, "/status/compliance") + "/" + word(before, "/status/reason");
        String is = status.compliance().word() + "/" + status.reason().word();
        if (!was.equals(is)) {
            boolean warning = status.compliance() == Compliance.NON_COMPLIANT;
            bulletin.postOfMany(
                    Watched.VM.reference(vm), new News(warning, status.reason().word(), "Plan", status.message()));
            LOG.info("{}: {} {}: {}", Key.of(vm), status.profile(), is, status.message());
        }
    }

    private static String word(Optional<JsonNode> path, String at) {
        return path.map(p -> p.at(at).asText("")).orElse("");
    }

    private static String changes(Plan plan) {
        String of = plan.profile().map(p -> "Profile " + p + ": ").orElse("No profile any more: ");
        String changes = plan.write().changes().stream().map(Reporter::change).collect(Collectors.joining(", "));
        return of + (changes.isEmpty() ? "what Shortpath remembers of the VM" : changes);
    }

    private static String change(Change change) {
        return change.disk().map(d -> "disk " + d + " ").orElse("")
                + change.field().path() + " "
                + change.from().orElse("(empty)") + " to " + change.to().orElse("(empty)");
    }
}
