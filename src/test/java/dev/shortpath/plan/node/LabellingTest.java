package dev.shortpath.plan.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.IoUring;
import dev.shortpath.api.IoUringState;
import dev.shortpath.api.Iommu;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.Vfio;
import dev.shortpath.facts.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabellingTest {
    private static final String US = "shortpath";

    private static Hardware seen(Iommu iommu, NvmeFunction... nvme) {
        return new Hardware(Optional.ofNullable(iommu), Optional.empty(), Optional.empty(), List.of(nvme));
    }

    private static Iommu intel(Boolean enabled, IommuMode mode, Boolean remapping) {
        return new Iommu(enabled, IommuKind.INTEL, mode, remapping, List.of());
    }

    private static NvmeFunction function(SriovFunction part, Integer numa, Boolean ready) {
        Sriov sriov = part == null ? null : new Sriov(part, null, null, null);
        return new NvmeFunction(
                "0000:81:00.0",
                "144d:a80a",
                null,
                null,
                numa,
                1,
                true,
                true,
                null,
                null,
                List.of(),
                List.of(),
                sriov,
                ready,
                null);
    }

    private static NvmeFunction drive(Integer numa, Boolean ready) {
        return function(SriovFunction.NONE, numa, ready);
    }

    /** What stands is all ours. */
    private static Labelling after(Hardware seen, boolean listed, Map<String, String> ours) {
        Map<String, Set<String>> holders = new TreeMap<>();
        ours.keySet().forEach(l -> holders.put(l, Set.of(US)));
        return Labelling.of(seen, listed, new Labelling.Standing(ours, holders, US));
    }

    private static Map<String, String> born(Hardware seen) {
        return after(seen, true, Map.of()).ours();
    }

    @Test
    void anIommuIsReadyWhenUnitsGroupsAndRemappingWereSeen() {
        assertThat(born(seen(intel(true, IommuMode.PASSTHROUGH, true))))
                .containsEntry(NodeLabels.IOMMU, "ready")
                .containsEntry(NodeLabels.IOMMU_MODE, "passthrough");
        assertThat(born(seen(new Iommu(true, IommuKind.SMMU, IommuMode.TRANSLATED, null, List.of()))))
                .as("Arm has no interrupt remapping to see")
                .containsEntry(NodeLabels.IOMMU, "ready");
    }

    @Test
    void anIommuIsMissingWhereOnePartWasSeenNotToBeThere() {
        assertThat(born(seen(intel(false, null, true)))).containsEntry(NodeLabels.IOMMU, "missing");
        assertThat(born(seen(intel(true, IommuMode.NONE, true))))
                .containsEntry(NodeLabels.IOMMU, "missing")
                .doesNotContainKey(NodeLabels.IOMMU_MODE);
        assertThat(born(seen(intel(true, IommuMode.TRANSLATED, false))))
                .containsEntry(NodeLabels.IOMMU, "missing")
                .containsEntry(NodeLabels.IOMMU_MODE, "translated");
    }

    @Test
    void nothingIsSaidOfAnIommuOfWhichAPartCouldNotBeRead() {
        assertThat(born(seen(intel(true, IommuMode.TRANSLATED, null)))).doesNotContainKey(NodeLabels.IOMMU);
        assertThat(born(seen(intel(true, null, true)))).doesNotContainKeys(NodeLabels.IOMMU, NodeLabels.IOMMU_MODE);
        assertThat(born(seen(null))).doesNotContainKey(NodeLabels.IOMMU);
    }

    @Test
    void aLabelOfOursStaysWhereNothingIsKnownAndGoesWhereTheContraryWasSeen() {
        Map<String, String> ours = Map.of(NodeLabels.IOMMU, "ready", NodeLabels.IOMMU_MODE, "passthrough");

        Labelling unknown = after(seen(intel(true, null, null)), false, ours);
        assertThat(unknown.ours()).isEqualTo(ours);
        assertThat(unknown.changes()).isFalse();

        Labelling off = after(seen(intel(false, null, true)), false, ours);
        assertThat(off.ours()).isEqualTo(Map.of(NodeLabels.IOMMU, "missing"));
        assertThat(off.changes()).isTrue();
    }

    @Test
    void countsWhatIsReadyByKindAndNumaNode() {
        List<NvmeFunction> nvme = new ArrayList<>(List.of(drive(0, true), drive(0, true), drive(0, false)));
        nvme.addAll(List.of(drive(1, false), drive(null, true), function(SriovFunction.VIRTUAL, 1, true)));
        Hardware hardware = new Hardware(
                Optional.empty(),
                Optional.of(new IoUring(IoUringState.RESTRICTED, 1)),
                Optional.of(new Vfio(false, null)),
                nvme);
        assertThat(born(hardware))
                .isEqualTo(Map.of(
                        "shortpath.dev/io-uring", "restricted",
                        "shortpath.dev/vfio", "missing",
                        "shortpath.dev/nvme-ready", "3",
                        "shortpath.dev/nvme-vf-ready", "1",
                        "shortpath.dev/nvme-ready-numa-0", "2",
                        "shortpath.dev/nvme-ready-numa-1", "0",
                        "shortpath.dev/nvme-ready-numa-unknown", "1",
                        "shortpath.dev/nvme-ready-numa-max", "2"));
    }

    @Test
    void aNodeWithoutDrivesHasZeroOfThemOnceItsProbeCouldLook() {
        Map<String, String> ours = Map.of(NodeLabels.NVME, "2", "shortpath.dev/nvme-ready-numa-1", "2");

        assertThat(after(seen(null), false, ours).changes()).isFalse();
        assertThat(after(seen(null), true, ours).ours())
                .isEqualTo(Map.of(NodeLabels.NVME, "0", NodeLabels.NVME_VIRTUAL, "0", NodeLabels.NUMA_MAX, "0"));
    }

    @Test
    void aDriveOfWhichTheProbeCouldNotTellTakesNothingFromANumber() {
        Hardware doubtful = seen(null, drive(0, true), drive(0, null), drive(0, false));
        assertThat(born(doubtful)).containsEntry(NodeLabels.NVME, "1");
        assertThat(after(doubtful, true, Map.of(NodeLabels.NVME, "2")).ours()).containsEntry(NodeLabels.NVME, "2");
        assertThat(after(doubtful, true, Map.of(NodeLabels.NVME, "3")).ours()).containsEntry(NodeLabels.NVME, "2");
    }

    @Test
    void aLabelThatSomebodyElseSetIsBelievedAndSaidToBeHis() {
        Labelling labelling = Labelling.of(
                seen(intel(false, null, null)),
                false,
                new Labelling.Standing(
                        Map.of(NodeLabels.IOMMU, "ready", "team", "db"),
                        Map.of(NodeLabels.IOMMU, Set.of("nfd-master")),
                        US));
        assertThat(labelling.ours()).isEmpty();
        assertThat(labelling.changes()).isFalse();
        assertThat(labelling.others())
                .singleElement()
                .satisfies(o -> assertThat(o.sentence())
                        .isEqualTo(
                                "shortpath.dev/iommu: ready is set by nfd-master and stands, though the node's probe sees"
                                        + " missing"));
    }

    @Test
    void aLabelHeldTogetherIsOursUntilWeWouldHaveItSaySomethingElse() {
        var standing = new Labelling.Standing(
                Map.of(NodeLabels.IOMMU, "ready"), Map.of(NodeLabels.IOMMU, Set.of(US, "kubectl")), US);
        assertThat(Labelling.of(seen(intel(true, IommuMode.MIXED, true)), false, standing)
                        .others())
                .isEmpty();
        Labelling off = Labelling.of(seen(intel(false, null, true)), false, standing);
        assertThat(off.ours()).isEmpty();
        assertThat(off.others()).extracting(Labelling.Other::holders).containsExactly(Set.of("kubectl"));
    }

    @Test
    void aLabelOfOursThatThisVersionDoesNotKnowGoes() {
        Labelling labelling = after(seen(null), false, Map.of("shortpath.dev/of-old", "1"));
        assertThat(labelling.ours()).isEmpty();
        assertThat(labelling.changes()).isTrue();
    }
}
