package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final String CASE = "src/test/resources/cases/database-blank-block-claim";
    private static final String PROFILE = """
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: database}
            spec:
              workload: Database
            """;
    private static final String VM = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: %s, labels: {shortpath.dev/profile: database}}
            spec:
              runStrategy: Halted
              template:
                metadata: {annotations: {numbers: "12", times: "02:00", yes: "on", big: 12345678901234567890}}
                spec:
                  domain: {devices: {disks: [{name: data, disk: {bus: sata}}]}}
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
            """;

    @Test
    void allVmsArePrintedInTheOrderOfTheInput() throws Exception {
        String input = VM.formatted("b") + "---\n" + PROFILE + "---\n" + VM.formatted("a");

        Ran ran = Ran.withStdin(input, "render", "-f", "-");

        List<Manifest> printed = new Documents("-", ran.out()).read();
        assertThat(printed).extracting(Manifest::name).containsExactly("b", "a");
        assertThat(ran.code()).isZero();
    }

    @Test
    void whatNoDecisionNamesComesThroughUntouched() throws Exception {
        Ran ran = Ran.withStdin(VM.formatted("a"), "render", "-f", "-");

        JsonNode before =
                new Documents("-", VM.formatted("a")).read().getFirst().object();
        JsonNode after = new Documents("-", ran.out()).read().getFirst().object();
        assertThat(after).isEqualTo(before);
        assertThat(after.at("/metadata/namespace").isMissingNode()).isTrue();
    }

    @Test
    void notesGoToStderrAlone() {
        Ran ran = Ran.withStdin(VM.formatted("a"), "render", "-f", "-");

        assertThat(ran.err()).startsWith("note: default/a: NotApplicable/ProfileNotFound: ");
        assertThat(ran.out()).doesNotContain("note:");
    }

    @Test
    void jsonIsAList() throws Exception {
        JsonNode list = JsonMapper.builder()
                .build()
                .readTree(Ran.of("render", "-o", "json", "-f", CASE).out());

        assertThat(list.path("kind").asText()).isEqualTo("List");
        assertThat(list.at("/items/0/spec/template/spec/domain/devices/disks/1/disk/bus")
                        .asText())
                .isEqualTo("virtio");
    }

    @Test
    void aPatchNamesItsObject() throws Exception {
        JsonNode patches = JsonMapper.builder()
                .build()
                .readTree(Ran.of("render", "-o", "patch", "-f", CASE).out());

        assertThat(patches.at("/0/object").toString())
                .isEqualTo(
                        "{\"apiVersion\":\"kubevirt.io/v1\",\"kind\":\"VirtualMachine\",\"namespace\":\"shop\",\"name\":\"orders-db\"}");
        assertThat(patches.at("/0/patch").size()).isPositive();
    }

    @Test
    void strictEndsWithOneWhereSomethingIsRefused() {
        String profile = PROFILE + "  onUserValue: Enforce\n  disks: [{name: all, match: {}, bus: virtio}]\n";
        String known = VM.formatted("a") + "status: {printableStatus: Stopped}\n";

        Ran strict = Ran.withStdin(profile + "---\n" + known, "render", "--strict", "-f", "-");

        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("NonCompliant/NotPossible");
        assertThat(Ran.withStdin(profile + "---\n" + known, "render", "-f", "-").code())
                .isZero();
        assertThat(Ran.of("render", "--strict", "-f", CASE).code()).isZero();
    }

    @Test
    void aBadProfileIsToldWithFileLineAndField() {
        Ran word =
                Ran.withStdin(PROFILE + "  disks:\n  - name: all\n    match: {}\n    bus: nvme\n", "render", "-f", "-");

        assertThat(word.err())
                .startsWith(
                        "shortpath: stdin:9: StorageProfile database: spec.disks[0].bus: nvme is not one of virtio, scsi,");
        assertThat(word.code()).isEqualTo(2);
    }

    @Test
    void everyFaultOfAProfileIsToldWithItsLine() {
        Ran ran = Ran.withStdin(
                PROFILE
                        + "  ioThreads:\n    count: 65\n  disks:\n  - name: all\n    match: {}\n    io: native\n    cache: writeback\n",
                "render",
                "-f",
                "-");

        assertThat(ran.err().lines()).hasSize(2);
        assertThat(ran.err().lines())
                .anySatisfy(l -> assertThat(l)
                        .contains("stdin:7: StorageProfile database: spec.ioThreads.count: 65 is more than 64"));
        assertThat(ran.err().lines())
                .anySatisfy(l -> assertThat(l)
                        .contains(": StorageProfile database: spec.disks[0]")
                        .contains("native"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aVmiWithoutAVmIsNeverTouched() {
        Ran ran = Ran.withStdin("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata: {name: alone}
                spec: {domain: {devices: {}}}
                """, "render", "-f", "-");

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("note: default/alone: a VirtualMachineInstance without a VirtualMachine is never touched");
        assertThat(ran.code()).isZero();
    }

    @Test
    void whatIsOddInAProfileIsSaidWithItsLineByEveryVerb() {
        String input = """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: database}
                spec:
                  disks:
                  - name: all
                  - name: never
                    io: io_uring
                """;
        for (String verb : List.of("render", "explain", "audit")) {
            Ran ran = Ran.withStdin(input, verb, "-f", "-");
            assertThat(ran.err())
                    .contains("warning: stdin:7: StorageProfile database: spec.disks[1]: rule never is never used")
                    .contains(
                            "warning: stdin:8: StorageProfile database: spec.disks[1].io: io_uring cannot be delivered here");
        }
    }
}
