package dev.shortpath.plan.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.Function;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.facts.Hardware;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Owner;
import dev.shortpath.plan.passthrough.PermitDemand.Wish;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private static final String NVME = "shortpath.dev/nvme";
    private static final String OTHER = "shortpath.dev/other";
    private static final Permit OURS = Permit.of("144d:a80a", NVME);
    private static final Permit THEIRS = new Permit("10DE:1DB6", "nvidia.com/gpu", false);

    private static NvmeFunction function(String vendorDevice, boolean ready, SriovFunction part) {
        return new NvmeFunction(
                "0000:81:00.0",
                vendorDevice,
                null,
                null,
                null,
                13,
                true,
                true,
                null,
                ready ? "vfio-pci" : "nvme",
                List.of(),
                List.of(),
                new Sriov(part, null, null, null),
                ready,
                null);
    }

    private static NvmeFunction bound(String vendorDevice) {
        return function(vendorDevice, true, SriovFunction.NONE);
    }

    private static List<Node> nodes(NvmeFunction... functions) {
        return List.of(new Node(
                "worker-1",
                Map.of(),
                List.of(),
                false,
                Map.of(),
                Optional.empty(),
                Optional.of(
                        new Hardware(Optional.empty(), Optional.empty(), Optional.empty(), Arrays.asList(functions)))));
    }

    private static PermitDemand asking(String... resources) {
        Map<String, List<Wish>> wanted = new TreeMap<>();
        Arrays.stream(resources).forEach(r -> wanted.put(r, List.of(new Wish("database", Function.PHYSICAL))));
        return new PermitDemand(wanted, Set.of(resources), Map.of());
    }

    private static PermitDemand nobody(Map<String, String> used) {
        return new PermitDemand(Map.of(), Set.of(), used);
    }

    private static PermitList list(Permit... entries) {
        return new PermitList(Optional.of(List.of(entries)), Set.of(), List.of(), Optional.empty());
    }

    private static PermitList remembering(PermitList list, Permit... ours) {
        return new PermitList(list.pci(), list.others(), List.of(ours), list.owner());
    }

    private static final PermitList ABSENT = new PermitList(Optional.empty(), Set.of(), List.of(), Optional.empty());

    @Test
    void theOneKindThatAnAdministratorHasBoundIsAddedInLowerCase() {
        Permits permits = Permits.decide(
                asking(NVME),
                nodes(bound("144D:A80A"), function("1b36:0010", false, SriovFunction.NONE)),
                list(THEIRS));

        assertThat(permits.add()).containsExactly(OURS);
        assertThat(permits.remembered()).containsExactly(OURS);
        assertThat(permits.remove()).isEmpty();
        assertThat(permits.waiting()).isEmpty();
    }

    @Test
    void whatNobodyHasBoundIsNotAdded() {
        Permits permits = Permits.decide(asking(NVME), nodes(function("144d:a80a", false, SriovFunction.NONE)), list());

        assertThat(permits.add()).isEmpty();
        assertThat(permits.waiting().get(NVME))
                .isEqualTo(
                        "no node has a physical function that is bound to vfio-pci and ready: bind the drives that VMs"
                                + " may have; shortpath explain node/NAME says how");
    }

    @Test
    void amongSeveralKindsNoneIsChosen() {
        Permits permits = Permits.decide(asking(NVME), nodes(bound("144d:a80a"), bound("1b36:0010")), list());

        assertThat(permits.add()).isEmpty();
        assertThat(permits.waiting().get(NVME))
                .contains(
                        "144d:a80a, 1b36:0010", "{pciVendorSelector: \"144d:a80a\", resourceName: shortpath.dev/nvme}");
    }

    @Test
    void functionsOfTheOtherKindDoNotCount() {
        NvmeFunction virtual = function("1b36:0010", true, SriovFunction.VIRTUAL);

        assertThat(Permits.decide(asking(NVME), nodes(virtual), list()).add()).isEmpty();
        assertThat(Permits.decide(asking(NVME), nodes(virtual, bound("144d:a80a")), list())
                        .add())
                .containsExactly(OURS);
    }

    @Test
    void aFunctionThatMayBeAVirtualOneDoesNotCount() {
        assertThat(Permits.decide(asking(NVME), nodes(function("144d:a80a", true, null)), list())
                        .add())
                .isEmpty();
    }

    @Test
    void profilesThatDisagreeAboutTheKindGetNothing() {
        PermitDemand demand = new PermitDemand(
                Map.of(NVME, List.of(new Wish("a", Function.PHYSICAL), new Wish("b", Function.VIRTUAL))),
                Set.of(NVME),
                Map.of());

        assertThat(Permits.decide(demand, nodes(bound("144d:a80a")), list())
                        .waiting()
                        .get(NVME))
                .contains("(a, b) do not agree");
    }

    @Test
    void aKindThatIsPermittedUnderAnotherNameIsNotPermittedTwice() {
        Permits permits = Permits.decide(
                asking(NVME), nodes(bound("144d:a80a")), list(new Permit("144D:A80A", "devices/ssd", true)));

        assertThat(permits.add()).isEmpty();
        assertThat(permits.waiting().get(NVME)).contains("144d:a80a is permitted as devices/ssd already");
    }

    @Test
    void oneKindThatTwoResourcesWantGoesToNeither() {
        Permits permits = Permits.decide(asking(NVME, OTHER), nodes(bound("144d:a80a")), list());

        assertThat(permits.add()).isEmpty();
        assertThat(permits.waiting()).containsOnlyKeys(NVME, OTHER);
        assertThat(permits.waiting().get(OTHER)).contains("as shortpath.dev/nvme and as shortpath.dev/other");
    }

    @Test
    void aNameThatStandsForAnotherSortOfDeviceIsNotTaken() {
        PermitList list = new PermitList(Optional.of(List.of()), Set.of(NVME), List.of(), Optional.empty());

        assertThat(Permits.decide(asking(NVME), nodes(bound("144d:a80a")), list)
                        .waiting()
                        .get(NVME))
                .contains("for mediatedDevices or usb");
    }

    @Test
    void whatIsPermittedAlreadyIsLeftToWhoeverWroteIt() {
        Permit theirs = new Permit("144D:A80A", NVME, false);

        Permits permits = Permits.decide(asking(NVME), nodes(bound("144d:a80a")), list(theirs));

        assertThat(permits).isEqualTo(new Permits(List.of(), List.of(), List.of(), Map.of()));
    }

    @Test
    void aFirstEntryIsNotWrittenWhereItWouldKeepSomebodyElsesVmsFromStarting() {
        PermitDemand demand = new PermitDemand(
                asking(NVME).wanted(),
                Set.of(NVME),
                Map.of("nvidia.com/gpu", "VirtualMachine ml/train", NVME, "VirtualMachine shop/db"));

        Permits stranded = Permits.decide(demand, nodes(bound("144d:a80a")), ABSENT);
        Permits checked = Permits.decide(demand, nodes(bound("144d:a80a")), list());
        Permits alone = Permits.decide(asking(NVME), nodes(bound("144d:a80a")), ABSENT);

        assertThat(stranded.add()).isEmpty();
        assertThat(stranded.waiting().get(NVME)).contains("VirtualMachine ml/train", "which has nvidia.com/gpu");
        assertThat(checked.add()).containsExactly(OURS);
        assertThat(alone.add()).containsExactly(OURS);
    }

    @Test
    void aCrThatAnotherOperatorWritesIsNotFoughtOver() {
        PermitList owned = new PermitList(
                Optional.of(List.of(OURS)),
                Set.of(),
                List.of(OURS),
                Optional.of(new Owner("the operator of the HyperConverged CR", "metadata.ownerReferences")));

        Permits removal = Permits.decide(nobody(Map.of()), List.of(), owned);
        Permits addition = Permits.decide(asking(OTHER), nodes(bound("1b36:0010")), owned);

        assertThat(removal.differs(owned)).isFalse();
        assertThat(removal.remove()).isEmpty();
        assertThat(addition.differs(owned)).isFalse();
        assertThat(addition.waiting().get(OTHER))
                .contains("the operator of the HyperConverged CR", "metadata.ownerReferences", "1b36:0010");
    }

    @Test
    void whatNobodyAsksForAnyMoreAndNobodyUsesIsRemoved() {
        PermitList list = remembering(list(THEIRS, OURS), OURS);

        Permits permits = Permits.decide(nobody(Map.of()), List.of(), list);

        assertThat(permits.remove()).containsExactly(OURS);
        assertThat(permits.remembered()).isEmpty();
    }

    @Test
    void whatAVmStillUsesStays() {
        PermitList list = remembering(list(OURS), OURS);

        Permits permits = Permits.decide(nobody(Map.of(NVME, "VirtualMachine shop/db")), List.of(), list);

        assertThat(permits.remove()).isEmpty();
        assertThat(permits.differs(list)).isFalse();
        assertThat(permits.waiting().get(NVME)).contains("VirtualMachine shop/db would not start without it");
    }

    @Test
    void whatAPausedProfileAsksForStays() {
        PermitList list = remembering(list(OURS), OURS);

        assertThat(Permits.decide(new PermitDemand(Map.of(), Set.of(NVME), Map.of()), List.of(), list)
                        .differs(list))
                .isFalse();
    }

    @Test
    void anEntryThatSomebodyChangedIsTheirsFromThenOn() {
        PermitList list = remembering(list(new Permit("144d:a80a", NVME, true)), OURS);

        Permits permits = Permits.decide(nobody(Map.of()), List.of(), list);

        assertThat(permits.remove()).isEmpty();
        assertThat(permits.differs(list)).isTrue();
        assertThat(permits.remembered()).isEmpty();
    }

    @Test
    void anEntryThatSomebodyTookOutComesBackWhileAProfileAsksForIt() {
        PermitList list = remembering(list(), OURS);

        assertThat(Permits.decide(asking(NVME), nodes(bound("144d:a80a")), list).add())
                .containsExactly(OURS);
    }

    @Test
    void aKindThatIsGivenUpCanBePermittedUnderAnotherNameAtOnce() {
        PermitList list = remembering(list(OURS), OURS);

        Permits permits = Permits.decide(asking(OTHER), nodes(bound("144d:a80a")), list);

        assertThat(permits.remove()).containsExactly(OURS);
        assertThat(permits.add()).containsExactly(Permit.of("144d:a80a", OTHER));
        assertThat(permits.remembered()).containsExactly(Permit.of("144d:a80a", OTHER));
    }
}
