package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter.Result;
import dev.shortpath.cluster.VmWriter;
import dev.shortpath.cluster.WatchedVm;
import dev.shortpath.telemetry.Correlation;
import dev.shortpath.telemetry.Traces;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The unit of the loop: plans one VM, writes it, and reports, each once. */
@Ignore
@ControllerConfiguration(
        name = "virtualmachine",
        generationAwareEventProcessing = false,
        informer = @Informer(comparableResourceVersions = false))
final class VmReconciler implements Reconciler<WatchedVm> {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    /** What a visit does its work with, after planning. */
    record Tools(VmWriter writer, Refusals refusals, Reporter reporter, Traces traces) {}

    private final Caches caches;
    private final Answers vms;
    private final Planning planning;
    private final Tools tools;
    private final Bell<WatchedVm> bell;

    VmReconciler(Caches caches, Answers vms, Planning planning, Tools tools, Bell<WatchedVm> bell) {
        this.caches = caches;
        this.vms = vms;
        this.planning = planning;
        this.tools = tools;
        this.bell = bell;
    }

    @Override
    public List<EventSource<?, WatchedVm>> prepareEventSources(EventSourceContext<WatchedVm> context) {
        return List.of(bell);
    }

    @Override
    public UpdateControl<WatchedVm> reconcile(WatchedVm primary, Context<WatchedVm> context) throws IOException {
        if (!caches.settled()) {
            return again(SOON);
        }
        Key key = new Key(
                primary.getMetadata().getNamespace(), primary.getMetadata().getName());
        Optional<JsonNode> vm = vms.newest(key);
        if (vm.isEmpty() || caches.terminating(key.namespace())) {
            return UpdateControl.noUpdate();
        }
        long began = tools.reporter().epoch();
        try (Correlation _ = Correlation.of(Correlation.VM, key.toString())) {
            return traced(key, vm.get(), began);
        }
    }

    private UpdateControl<WatchedVm> traced(Key key, JsonNode vm, long began) throws IOException {
        try {
            return tools.traces().within("visit virtualmachine", marks -> {
                marks.mark(Correlation.VM, key.toString());
                return visit(key, vm, began);
            });
        } catch (RuntimeException fault) {
            tools.reporter().failed(vm, began, fault);
            return again(AFTER_A_FAULT);
        }
    }

    private UpdateControl<WatchedVm> visit(Key key, JsonNode vm, long began) throws IOException {
        Reading reading = planning.read(vm);
        Fate fate = write(key, vm, reading);
        Reading end = switch (fate) {
            case Fate.Written written -> planning.written(reading, written);
            case Fate.Refused refused -> planning.withheld(vm);
            case Fate.Failed failed -> planning.withheld(vm);
            default -> reading;
        };
        if (fate instanceof Fate.Moved) {
            return again(AT_ONCE);
        }
        JsonNode now = fate instanceof Fate.Written written ? written.vm() : vm;
        Result result = tools.traces().within("report", marks -> {
            Result done = tools.reporter().report(now, end, fate, began);
            marks.mark("outcome", done.name());
            return done;
        });
        return result == Result.AGAIN ? again(SOON) : next(key, end);
    }

    private Fate write(Key key, JsonNode vm, Reading reading) throws IOException {
        var wanted = reading.plan().write();
        Optional<Fate> standing = tools.refusals().standing(key, vm, wanted);
        if (standing.isPresent()) {
            return standing.get();
        }
        if (wanted.isEmpty()) {
            tools.refusals().taken(key);
            return new Fate.Nothing();
        }
        Fate fate = tools.traces().within("write", marks -> {
            Fate done = tools.writer().write(vm, wanted);
            marks.mark("outcome", done.getClass().getSimpleName());
            return done;
        });
        if (fate instanceof Fate.Refused || fate instanceof Fate.Failed) {
            tools.refusals().refused(key, vm, wanted, fate);
        } else {
            tools.refusals().taken(key);
        }
        tools.reporter().wrote(vm, reading.plan(), fate);
        return fate;
    }

    private UpdateControl<WatchedVm> next(Key key, Reading end) {
        return end.comeBack()
                .or(() -> tools.refusals().left(key))
                .map(VmReconciler::again)
                .orElseGet(UpdateControl::noUpdate);
    }

    private static UpdateControl<WatchedVm> again(Duration after) {
        return UpdateControl.<WatchedVm>noUpdate().rescheduleAfter(after);
    }
}
