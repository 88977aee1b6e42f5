package dev.shortpath.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.Vfio;
import dev.shortpath.facts.Hardware;
import dev.shortpath.plan.node.Labelling;
import dev.shortpath.plan.node.Labelling.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the labels of every node. */
class NodeLabelLawsTest {
    private static final String US = "shortpath";
    private static final String NUMA = "shortpath.dev/nvme-ready-numa-";

    @Provide
    Arbitrary<Hardware> hardware() {
        Arbitrary<Boolean> doubtful = Arbitraries.of(true, false).injectNull(0.3);
        Arbitrary<Iommu> iommu = Combinators.combine(
                        doubtful,
                        Arbitraries.of(IommuKind.class).injectNull(0.2),
                        Arbitraries.of(IommuMode.class).injectNull(0.2),
                        doubtful)
                .as((on, kind, mode, remapping) -> new Iommu(on, kind, mode, remapping, List.of()));
        Arbitrary<NvmeFunction> function = Combinators.combine(
                        Arbitraries.integers().between(0, 3).injectNull(0.2),
                        Arbitraries.of(SriovFunction.class).injectNull(0.2),
                        doubtful)
                .as(NodeLabelLawsTest::function);
        return Combinators.combine(iommu.optional(), doubtful, function.list().ofMaxSize(12))
                .as((i, vfio, nvme) -> new Hardware(i, Optional.empty(), Optional.of(new Vfio(vfio, null)), nvme));
    }

    private static NvmeFunction function(Integer numa, SriovFunction part, Boolean ready) {
        Sriov sriov = new Sriov(part, null, null, null);
        return new NvmeFunction(
                "0000:01:00.0",
                null,
                null,
                null,
                numa,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                sriov,
                ready,
                null);
    }

    private static Standing ours(Map<String, String> labels) {
        Map<String, Set<String>> holders = new TreeMap<>();
        labels.keySet().forEach(l -> holders.put(l, Set.of(US)));
        return new Standing(labels, holders, US);
    }

    private static Labelling fresh(Hardware seen) {
        return Labelling.of(seen, true, ours(Map.of()));
    }

    @Property
    void writingOnceIsEnough(@ForAll("hardware") Hardware first, @ForAll("hardware") Hardware then) {
        Labelling written = Labelling.of(then, true, ours(fresh(first).ours()));
        Labelling again = Labelling.of(then, true, ours(written.ours()));
        assertThat(again.ours()).isEqualTo(written.ours());
        assertThat(again.changes()).isFalse();
    }

    @Property
    void theOrderOfDrivesDoesNotMatter(@ForAll("hardware") Hardware seen, @ForAll Random random) {
        List<NvmeFunction> shuffled = new ArrayList<>(seen.nvme());
        Collections.shuffle(shuffled, random);
        assertThat(fresh(new Hardware(seen.iommu(), seen.ioUring(), seen.vfio(), shuffled)))
                .isEqualTo(fresh(seen));
    }

    @Property
    void aProbeThatCouldReadNothingTakesNothingAway(@ForAll("hardware") Hardware seen) {
        Hardware blind = new Hardware(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        Map<String, String> before = fresh(seen).ours();
        Labelling after = Labelling.of(blind, false, ours(before));
        assertThat(after.ours()).isEqualTo(before);
        assertThat(after.changes()).isFalse();
    }

    @Property
    void anothersLabelIsNeverAmongOurs(@ForAll("hardware") Hardware first, @ForAll("hardware") Hardware then) {
        Map<String, String> standing = fresh(first).ours();
        Map<String, Set<String>> theirs = new TreeMap<>();
        standing.keySet().forEach(l -> theirs.put(l, Set.of("nfd-master")));
        assertThat(Labelling.of(then, true, new Standing(standing, theirs, US)).ours())
                .doesNotContainKeys(standing.keySet().toArray(String[]::new));
    }

    @Property
    void theNumbersAddUp(@ForAll("hardware") Hardware seen) {
        Map<String, String> labels = fresh(seen).ours();
        int sum = 0;
        int max = 0;
        for (var label : labels.entrySet()) {
            boolean numa = label.getKey().startsWith(NUMA) && !label.getKey().equals(NUMA + "max");
            int number = numa ? Integer.parseInt(label.getValue()) : 0;
            sum += number;
            max = label.getKey().equals(NUMA + "unknown") ? max : Math.max(max, number);
        }
        assertThat(labels)
                .containsEntry("shortpath.dev/nvme-ready", String.valueOf(sum))
                .containsEntry(NUMA + "max", String.valueOf(max));
    }
}
