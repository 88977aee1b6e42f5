package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.KubeVirtVersion;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Wish;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The VM's I/O threads: policy and count in one, since KubeVirt refuses a pool without a count (VMIADM) and adds a count
 * to the pod's CPUs under every policy (RR).
 */
final class IoThreadsRule implements Rule {
    static final String POOL = "supplementalPool";
    /** Up to so many virtio disks, Messaging gives each a thread of its own. */
    static final int FEW_DISKS = 4;

    /** CONV/iothreads/iothreads.go. */
    private static final String COUNTS_REQUESTS =
            " It makes two threads for each CPU of resources.requests.cpu, not for each"
                    + " core of the guest, and takes a VM without requests for one CPU.";

    @Override
    public List<Decision> decide(Draft draft) {
        Optional<Decision> policy = draft.wish(Field.IO_THREADS_POLICY)
                .filter(w -> w.spelledOut() || !threadADisk(draft))
                .map(w -> policy(draft, Ask.of(draft, Field.IO_THREADS_POLICY, w)));
        Draft next = draft.with(policy.stream().toList());
        return Stream.concat(policy.stream(), count(next).stream()).toList();
    }

    /** Whether each virtio disk gets a thread of its own instead of a pool for all. */
    static boolean threadADisk(Draft draft) {
        return draft.profile().spec().workload() == Workload.MESSAGING
                && draft.onBus("virtio").size() <= FEW_DISKS
                && !draft.onBus("virtio").isEmpty();
    }

    private static Decision policy(Draft draft, Ask ask) {
        boolean pool = ask.wish().is(POOL);
        if (draft.onBus("virtio").isEmpty() && !ask.wish().spelledOut()) {
            return ask.notApplicable(
                    DecisionReason.NO_VIRTIO_DISK, "The VM has no virtio disk that a thread could serve.");
        }
        if (pool && draft.vm().machine().dedicatedCpus() && !ask.wish().spelledOut()) {
            return ask.notApplicable(
                    DecisionReason.DEDICATED_CPUS,
                    "The VM has dedicated CPUs, and a pool of threads takes further exclusive ones; spell the policy out to have"
                            + " it all the same.",
                    new Evidence("dedicatedCpuPlacement", "true"));
        }
        Optional<KubeVirtVersion> old = draft.facts().cluster().version().filter(v -> v.isBefore(5));
        if (pool && old.isPresent()) {
            return ask.refuse(
                    DecisionReason.KUBE_VIRT_REFUSES,
                    "KubeVirt " + old.get().text()
                            + " has no pool of I/O threads (it has from 1.5 on), and refuses a VM that asks for one.",
                    new Evidence("KubeVirt", old.get().text()));
        }
        if (draft.vm().expansionProblem().isPresent()) {
            return ask.notExpanded();
        }
        if (instancetypeOwns(draft)) {
            return ask.refuse(
                    DecisionReason.INSTANCETYPE_OWNS_IT,
                    "The VM's instancetype sets its I/O threads, and KubeVirt refuses a VM that sets them too.",
                    new Evidence(
                            "instancetype", draft.vm().machine().instancetype().orElse("")));
        }
        Optional<Decision> stands = ask.standing(ask.wish().word());
        if (stands.isPresent()) {
            return stands.get();
        }
        Optional<Integer> asked = draft.wish(Field.IO_THREADS_COUNT).map(w -> Integer.valueOf(w.word()));
        if (pool && asked.isPresent() && asked.get() > draft.vm().machine().vcpus()) {
            return ask.refuse(DecisionReason.COUNT_ABOVE_VCPUS, tooMany(draft, asked.get()), vcpus(draft));
        }
        Optional<String> stuck = ownersCount(draft).filter(c -> !c.matches("[1-9]\\d*"));
        if (pool && stuck.isPresent() && !(draft.enforces() && asked.isPresent())) {
            return ask.refuse(
                    DecisionReason.KUBE_VIRT_REFUSES,
                    "The VM's ioThreads.supplementalPoolThreadCount is " + stuck.get()
                            + ", and KubeVirt refuses a pool of less than one thread; take it out of the VM, or write 1 or more.");
        }
        return ask.set(
                pool
                        ? "A pool of I/O threads serves all virtio disks; its threads add to the CPUs that the pod asks for."
                                + beside(draft)
                        : "KubeVirt's I/O thread policy " + ask.wish().word() + " holds."
                                + (ask.wish().is("auto") ? COUNTS_REQUESTS : ""),
                vcpus(draft));
    }

    /**
     * Which disks the pool does little for: KubeVirt maps queues to its threads on virtio alone (CONV/storage/disk.go), and
     * with io threads QEMU hands every request to workers, whichever thread took it (block/file-posix.c).
     */
    private static String beside(Draft draft) {
        List<String> threads = draft.onBus("virtio").stream()
                .filter(d -> draft.value(d, Field.IO).equals(Optional.of("threads")))
                .map(Disk::name)
                .sorted()
                .toList();
        return (threads.isEmpty()
                        ? ""
                        : " It does little for io: threads (" + String.join(", ", threads)
                                + "), where QEMU's workers submit the I/O whichever thread takes the request.")
                + (draft.onBus("scsi").isEmpty() ? "" : " Disks on scsi have no part in it.");
    }

    private static Optional<String> ownersCount(Draft draft) {
        return draft.ledger().owners(Optional.empty(), Field.IO_THREADS_COUNT).map(Value::word);
    }

    private static Optional<Decision> count(Draft draft) {
        Optional<Wish> spelled = draft.wish(Field.IO_THREADS_COUNT);
        boolean pooled = draft.value(Optional.empty(), Field.IO_THREADS_POLICY).equals(Optional.of(POOL));
        Optional<Decision> tooMany = draft.decision(Optional.empty(), Field.IO_THREADS_POLICY)
                .filter(p -> p.reason() == DecisionReason.COUNT_ABOVE_VCPUS);
        if (tooMany.isPresent()) {
            return spelled.map(w -> Ask.of(draft, Field.IO_THREADS_COUNT, w)
                    .refuse(DecisionReason.COUNT_ABOVE_VCPUS, tooMany.get().message(), vcpus(draft)));
        }
        if (!pooled) {
            return spelled.map(w -> Ask.of(draft, Field.IO_THREADS_COUNT, w)
                    .notApplicable(
                            DecisionReason.POLICY_IS_NOT_POOL,
                            "A count is for policy supplementalPool; under another it would only cost the pod CPUs."));
        }
        Optional<Decision> policy = draft.decision(Optional.empty(), Field.IO_THREADS_POLICY);
        if (policy.filter(p -> p.is(Verdict.REFUSE)).isPresent() || instancetypeOwns(draft)) {
            return Optional.empty();
        }
        return spelled.map(w -> spelled(draft, Ask.of(draft, Field.IO_THREADS_COUNT, w)))
                .or(() -> policy.filter(p -> p.is(Verdict.SET) || p.is(Verdict.ALREADY_SO))
                        .map(p -> derived(draft, p)));
    }

    private static Decision spelled(Draft draft, Ask ask) {
        int count = Integer.parseInt(ask.wish().word());
        Optional<Decision> stands = ask.standing(ask.wish().word());
        if (stands.isPresent()) {
            return stands.get();
        }
        return count > draft.vm().machine().vcpus()
                ? ask.refuse(DecisionReason.COUNT_ABOVE_VCPUS, tooMany(draft, count), vcpus(draft))
                : ask.set("The pool has " + count + " threads.", vcpus(draft));
    }

    private static Decision derived(Draft draft, Decision policy) {
        boolean osd = draft.profile().spec().workload() == Workload.CEPH_OSD;
        int disks = draft.onBus("virtio").size();
        int vcpus = draft.vm().machine().vcpus();
        int count = Math.clamp(osd ? disks : vcpus / 4, 1, 8);
        Wish wish = new Wish(
                String.valueOf(count),
                false,
                "workload " + draft.profile().spec().workload().word() + " of profile "
                        + draft.profile().name());
        Ask ask = Ask.of(draft, Field.IO_THREADS_COUNT, wish);
        Optional<Applied.Entry> ours = draft.ledger().live(Optional.empty(), Field.IO_THREADS_COUNT);
        if (ours.isPresent()) {
            return ask.remembered(
                    DecisionReason.REMEMBERED,
                    ours.get().to(),
                    "The count was derived when it was first set, and stays.");
        }
        Optional<Value> owners = draft.ledger().owners(Optional.empty(), Field.IO_THREADS_COUNT);
        if (owners.isPresent()) {
            return ask.alreadySo(
                    DecisionReason.OWNERS_VALUE,
                    owners.map(Value::word),
                    "The VM has a count of its own, " + owners.get().word() + ", and the profile names none.");
        }
        return ask.set(
                osd
                        ? "One thread a virtio disk, at most 8: " + count + "."
                        : "A quarter of the vCPUs, 1 to 8: " + count + ".",
                osd ? new Evidence("virtio disks", String.valueOf(disks)) : vcpus(draft));
    }

    private static boolean instancetypeOwns(Draft draft) {
        return Stream.of(Field.IO_THREADS_POLICY, Field.IO_THREADS_COUNT)
                .map(f -> draft.vm().defaults().get(f))
                .anyMatch(v -> v != null && v.origin() == Origin.INSTANCETYPE);
    }

    private static String tooMany(Draft draft, int count) {
        return "ioThreads.count " + count + " is more than the VM's "
                + draft.vm().machine().vcpus() + " vCPUs; ask for at most as many, or leave the count out.";
    }

    private static Evidence vcpus(Draft draft) {
        return new Evidence(
                "vCPUs of the VM", String.valueOf(draft.vm().machine().vcpus()));
    }
}
