package dev.shortpath.plan.warning;

import dev.shortpath.api.Delivery;
import dev.shortpath.api.IoThreads;
import dev.shortpath.api.Need;
import dev.shortpath.api.Placement;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Workloads;
import java.util.stream.Stream;

/** Settings of the whole VM that say something that cannot come of them. */
final class OddSettings {
    private static final String POOL = "supplementalPool";

    private OddSettings() {}

    static Stream<String> of(StorageProfileSpec spec) {
        Stream.Builder<String> odd = Stream.builder();
        IoThreads threads = spec.ioThreads();
        boolean counted = threads != null && threads.count() != null && threads.count() > 0;
        boolean pool = Workloads.word(spec.workload(), Field.IO_THREADS_POLICY)
                .filter(POOL::equals)
                .isPresent();
        // A policy beside the count is the schema's to judge.
        if (counted && threads.policy() == null && !pool) {
            odd.add("spec.ioThreads.count: workload " + spec.workload().word()
                    + " asks for no pool of threads, so the count is void where the VM has none; write policy: supplementalPool"
                    + " with it.");
        }
        if (spec.delivery() == Delivery.INSTANCE && !spec.passthrough().isEmpty()) {
            odd.add("spec.passthrough: a VMI alone is never given a host device, so under delivery Instance each VM is"
                    + " NonCompliant until its own manifest has it (SetItInGit); delivery VirtualMachine writes it.");
        }
        Placement placement = spec.placement();
        if (spec.passthrough().isEmpty() && placement != null && placement.numa() == Need.REQUIRED) {
            odd.add(
                    "spec.placement.numa: it is about the NUMA node of passthrough's functions, and the profile passes none"
                            + " through; leave it out.");
        }
        return odd.build();
    }
}
