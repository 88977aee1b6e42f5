package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Passthrough;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Wish;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * NVMe functions as host devices. KubeVirt checks permittedHostDevices only when it renders the pod (RR), where a
 * mistake is a VM that never starts.
 */
final class PassthroughRule implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        List<Passthrough> asked = draft.profile().spec().passthrough();
        if (asked.isEmpty() && draft.profile().spec().workload() == Workload.LATENCY_CRITICAL) {
            return List.of(gain(draft));
        }
        return asked.stream().map(p -> decide(draft, p)).toList();
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

    private static Decision decide(Draft draft, Passthrough wanted) {
        int count = wanted.count() == null ? 1 : wanted.count();
        String word = wanted.resourceName() + " ×" + count;
        Ask ask = Ask.of(
                draft,
                Field.PASSTHROUGH,
                new Wish(
                        word,
                        true,
                        "entry " + wanted.name() + " of profile "
                                + draft.profile().name()));
        if (draft.vm().machine().hostDevices().contains(wanted.resourceName())) {
            return ask.alreadySo(
                    DecisionReason.OWNERS_VALUE,
                    Optional.of(word),
                    "The VM has host devices of " + wanted.resourceName() + " already.");
        }
        Optional<Set<String>> permitted = draft.facts().cluster().permittedDevices();
        if (permitted.isPresent() && !permitted.get().contains(wanted.resourceName())) {
            return ask.refuse(
                    DecisionReason.DEVICE_NOT_PERMITTED,
                    "The KubeVirt CR does not permit " + wanted.resourceName()
                            + " (spec.configuration.permittedHostDevices), and a VM with it would not start.",
                    new Evidence(
                            "permittedHostDevices",
                            permitted.get().stream().sorted().toList().toString()));
        }
        Capability devices = draft.facts().cluster().deliveries().passthrough();
        return devices.ready()
                ? ask.set(
                        "The VM gets " + word
                                + ": no live migration, and a function has no identity across starts and is not"
                                + " wiped, so use it for scratch or replicated data.",
                        new Evidence("permittedHostDevices", wanted.resourceName()))
                : ask.refuse(
                        DecisionReason.NOT_DELIVERED,
                        "Host devices are not written: " + String.join("; ", devices.missing())
                                + ". Written by hand, they end live migration, and a function is not wiped and may be another"
                                + " drive at each start.");
    }
}
