package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One queue a vCPU. KubeVirt's blockMultiQueue reaches virtio-blk only (CONV/storage/disk.go); the queues of the
 * virtio-scsi controller take a Plugin. QEMU itself gives virtio-blk-pci a queue a vCPU from its machine types 5.2 on
 * (VIRTIO_BLK_AUTO_NUM_QUEUES; hw/core/machine.c sets 1 for older ones), so there it makes the default explicit.
 */
final class MultiQueueRule {
    static final Rule RULE = Rule.perVm(Field.MULTI_QUEUE, MultiQueueRule::decide);

    private MultiQueueRule() {}

    private static Decision decide(Ask ask) {
        Draft draft = ask.draft();
        boolean asks = !ask.wish().is("Never");
        if (asks && draft.onBus("virtio").isEmpty()) {
            return withoutVirtio(ask);
        }
        if (draft.vm().expansionProblem().isPresent()) {
            return ask.notExpanded();
        }
        int vcpus = draft.vm().machine().vcpus();
        Evidence evidence = new Evidence("vCPUs of the VM", String.valueOf(vcpus));
        if (ask.wish().is("auto") && vcpus == 1) {
            return ask.standingAgainstNothing()
                    .orElseGet(() -> ask.kubevirtDecides("With one vCPU one queue is all there is to have.", evidence));
        }
        String word = asks ? "Always" : "Never";
        return ask.standing(word)
                .orElseGet(() -> ask.set(
                        word,
                        asks
                                ? "Every virtio disk gets a queue for each of the " + vcpus + " vCPUs"
                                        + " (which machine types from QEMU 5.2 on give unasked)."
                                : "We do not ask for more queues than one; QEMU may still give them.",
                        evidence));
    }

    private static Decision withoutVirtio(Ask ask) {
        Draft draft = ask.draft();
        if (draft.onBus("scsi").isEmpty()) {
            return ask.notApplicable(
                    DecisionReason.NO_VIRTIO_DISK, "The VM has no virtio disk, and others have one queue.");
        }
        Capability plugin = draft.facts().cluster().deliveries().scsiQueues();
        boolean set = draft.ledger().live(Optional.empty(), Field.SCSI_QUEUES).isPresent();
        if (!plugin.ready() && set && !plugin.against()) {
            return ask.withReason(
                    DecisionReason.FACTS_STALE,
                    ask.set(
                            "Always",
                            "The virtio-scsi controller has its queues and keeps them for now: "
                                    + plugin.missing().getFirst() + "."));
        }
        List<String> missing = Stream.concat(plugin.missing().stream(), Hook.missing(draft).stream())
                .toList();
        if (!missing.isEmpty()) {
            return ask.notApplicable(
                    DecisionReason.NO_VIRTIO_DISK,
                    "The VM's disks are on scsi, and queues of its controller cannot be had: " + missing.getFirst()
                            + ".",
                    missing.stream()
                            .map(m -> new Evidence("missing for scsi queues", m))
                            .toArray(Evidence[]::new));
        }
        Decision queues = ask.set(
                "Always",
                "The virtio-scsi controller gets " + draft.scsiQueues() + " queues, one a vCPU up to 8"
                        + (Hook.isSidecar(draft)
                                ? ", by KubeVirt's hook sidecar, a container more in the VM's pod."
                                : "."),
                new Evidence(
                        "vCPUs of the VM", String.valueOf(draft.vm().machine().vcpus())));
        return Hook.isSidecar(draft) ? ask.withReason(DecisionReason.HOOK_SIDECAR_READY, queues) : queues;
    }
}
