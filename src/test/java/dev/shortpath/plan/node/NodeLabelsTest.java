package dev.shortpath.plan.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.facts.Hardware;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeLabelsTest {
    @Test
    void aProbeThatLiesMakesNoMoreLabelsThanMachinesHaveNumaNodes() {
        SortedMap<String, Finding> findings = findings(IntStream.range(0, 1024)
                .map(i -> Integer.MAX_VALUE - 512 + i / 2)
                .toArray());
        assertThat(findings).hasSizeLessThan(10);
        assertThat(findings.get(NodeLabels.NUMA_UNKNOWN)).isEqualTo(new Finding.Between(1024, 1024));
    }

    @Test
    void numaNodesWithoutALabelOfTheirOwnStillCountForTheMost() {
        SortedMap<String, Finding> findings = findings(0, 63, 64, 64, 65);
        assertThat(findings.get("shortpath.dev/nvme-ready-numa-63")).isEqualTo(new Finding.Between(1, 1));
        assertThat(findings).doesNotContainKey("shortpath.dev/nvme-ready-numa-64");
        assertThat(findings.get(NodeLabels.NUMA_UNKNOWN)).isEqualTo(new Finding.Between(3, 3));
        assertThat(findings.get(NodeLabels.NUMA_MAX)).isEqualTo(new Finding.Between(2, 2));
    }

    private static SortedMap<String, Finding> findings(int... numaNodes) {
        List<NvmeFunction> nvme =
                IntStream.of(numaNodes).mapToObj(NodeLabelsTest::ready).toList();
        return NodeLabels.findings(
                new Hardware(Optional.empty(), Optional.empty(), Optional.empty(), nvme), true, Set.of());
    }

    private static NvmeFunction ready(int numaNode) {
        return new NvmeFunction(
                "0000:81:00.0",
                "144d:a80a",
                null,
                null,
                numaNode,
                1,
                true,
                true,
                null,
                "vfio-pci",
                List.of(),
                List.of(),
                new Sriov(SriovFunction.NONE, null, null, null),
                true,
                null);
    }
}
