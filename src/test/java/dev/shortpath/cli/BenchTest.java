package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What `shortpath bench --dry-run` prints of files. */
class BenchTest {
    private static final String INPUT = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: fast}
            spec: {disks: [{name: all, io: threads, cache: none}]}
            ---
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata:
              name: db
              namespace: shop
              uid: "1"
              labels: {shortpath.dev/profile: fast}
              annotations: {argocd.argoproj.io/tracking-id: x}
            spec:
              runStrategy: Halted
              dataVolumeTemplates:
              - metadata: {name: db-data}
                spec:
                  source: {blank: {}}
                  storage: {storageClassName: nvme, volumeMode: Block, resources: {requests: {storage: 1Gi}}}
              template:
                spec:
                  nodeSelector: {rack: a}
                  domain:
                    cpu: {cores: 6}
                    memory: {guest: 1Gi}
                    devices: {disks: [{name: root, disk: {bus: virtio}}, {name: data, disk: {bus: scsi}}]}
                  volumes:
                  - {name: root, containerDisk: {image: a}}
                  - {name: data, dataVolume: {name: db-data}}
            """;

    private static Ran ran(String input, String... more) {
        List<String> line = new ArrayList<>(List.of("bench", "shop/db", "--dry-run", "-f", "-"));
        line.addAll(List.of(more));
        return Ran.withStdin(input, line.toArray(String[]::new));
    }

    private static JsonNode items(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(more));
        line.addAll(List.of("-o", "json"));
        return items(ran(INPUT, line.toArray(String[]::new)));
    }

    private static JsonNode items(Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out()).path("items");
    }

    private static JsonNode disk(JsonNode vm) {
        return vm.at("/spec/template/spec/domain/devices/disks/2");
    }

    @Test
    void theTwoVmsDifferInThePathAlone() throws IOException {
        JsonNode items = items();
        JsonNode profile = items.get(2);
        JsonNode standard = items.get(3);

        assertThat(profile.at("/metadata/labels/shortpath.dev~1profile").asText())
                .isEqualTo("fast");
        assertThat(standard.at("/metadata/labels/shortpath.dev~1profile").asText())
                .isEqualTo("none");
        // Whatever the delivery of the VM itself: there is nobody's Git to mind.
        assertThat(disk(profile).path("io").asText()).isEqualTo("threads");
        assertThat(disk(profile).path("cache").asText()).isEqualTo("none");
        assertThat(disk(standard).has("io") || disk(standard).has("cache")).isFalse();
        for (JsonNode vm : List.of(profile, standard)) {
            assertThat(disk(vm).at("/disk/bus").asText()).isEqualTo("scsi");
            assertThat(vm.at("/spec/runStrategy").asText()).isEqualTo("Once");
            // A side that migrates would measure another node's drive.
            assertThat(vm.at("/spec/template/spec/evictionStrategy").asText()).isEqualTo("None");
            assertThat(vm.at("/spec/template/spec/domain/cpu/cores").asInt()).isEqualTo(6);
            assertThat(vm.at("/spec/template/spec/nodeSelector/rack").asText()).isEqualTo("a");
            JsonNode storage = vm.at("/spec/dataVolumeTemplates/0/spec/storage");
            assertThat(storage.path("storageClassName").asText()).isEqualTo("nvme");
            assertThat(storage.path("volumeMode").asText()).isEqualTo("Block");
            assertThat(storage.at("/resources/requests/storage").asText()).isEqualTo("10Gi");
            assertThat(vm.at("/metadata/annotations").has("shortpath.dev/applied"))
                    .isFalse();
        }
        assertThat(standard.at("/spec/template/spec/affinity/podAffinity").toString())
                .contains("\"shortpath.dev/bench-side\":\"profile\"");
    }

    private static final String TWO = INPUT.replace(
                    "{disks: [{name: all, io: threads, cache: none}]}",
                    "{disks: [{name: wal, match: {names: [\"wal*\"], volumes: [PersistentVolumeClaim]}, io: threads},"
                            + " {name: data, match: {names: [\"data*\"]}, io: native, cache: none}]}")
            .replace(
                    "{name: data, disk: {bus: scsi}}",
                    "{name: data, disk: {bus: scsi}}, {name: wal, disk: {bus: virtio}}")
            .replace("- {name: data, dataVolume: {name: db-data}}", """
                    - {name: data, dataVolume: {name: db-data}}
                          - {name: wal, persistentVolumeClaim: {claimName: wal}}
                    ---
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: wal, namespace: shop}
                    spec: {storageClassName: nvme, volumeMode: Block, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    """);

    /** Rules go by a disk's name and by the kind of its volume. */
    @Test
    void theRuleOfTheDiskItselfIsMeasured() throws IOException {
        Ran ran = ran(TWO, "--disk", "wal", "-o", "json");
        JsonNode profile = items(ran).get(2);

        assertThat(disk(profile).path("name").asText()).isEqualTo("wal");
        assertThat(disk(profile).path("io").asText()).isEqualTo("threads");
        // KubeVirt makes the claim by the template that has its name.
        assertThat(profile.at("/spec/template/spec/volumes/2/persistentVolumeClaim/claimName"))
                .isEqualTo(profile.at("/spec/dataVolumeTemplates/0/metadata/name"));
        assertThat(ran.err()).doesNotContain("path is not all");
    }

    @Test
    void aProfileThatEnforcesLeavesBusAndStorageAlikeOnBothSides() throws IOException {
        Ran ran = ran(
                INPUT.replace(
                        "{disks: [{name: all, io: threads, cache: none}]}",
                        "{onUserValue: Enforce, disks: [{name: all, io: threads, bus: virtio,"
                                + " volume: {preallocation: Always}}]}"),
                "-o",
                "json");
        JsonNode items = items(ran);

        assertThat(disk(items.get(2)).path("disk")).isEqualTo(disk(items.get(3)).path("disk"));
        // Nor does the operator write what would make them differ once they stand there.
        assertThat(items.get(2).at("/metadata/annotations").has("shortpath.dev/paused"))
                .isTrue();
        JsonNode storage = items.get(2).at("/spec/dataVolumeTemplates/0/spec/storage");
        assertThat(storage).isEqualTo(items.get(3).at("/spec/dataVolumeTemplates/0/spec/storage"));
    }

    @Test
    void whereThePathIsNotTheVmsOwnItIsSaid() {
        Ran ran = ran(INPUT.replace("{name: data, disk: {bus: scsi}}", "{name: data, io: native, disk: {bus: scsi}}"));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains(
                        "shortpath: the throw-away VM's path is not all that the VM itself has: io threads, on the VM native");
    }

    @Test
    void withoutAWordTheLongestWayToAClaimIsMeasured() throws IOException {
        JsonNode items = items(ran(INPUT.replace("root", "a-root"), "-o", "json"));

        assertThat(disk(items.get(2)).path("name").asText()).isEqualTo("data");
    }

    @Test
    void everythingIsOwnedByTheVm() throws IOException {
        assertThat(items()).hasSize(4).allSatisfy(item -> {
            JsonNode owner = item.at("/metadata/ownerReferences/0");
            assertThat(owner.path("uid").asText()).isEqualTo("1");
            // Neither makes a GitOps tool's or a controller's VM of it.
            assertThat(owner.has("controller")).isFalse();
        });
    }

    @Test
    void theGuestsTakeTurns() throws IOException {
        JsonNode items = items("--runtime", "20", "--rw", "randwrite");

        assertThat(items.get(0).at("/stringData/userdata").asText())
                .startsWith("#cloud-config\n")
                .contains("\\\"turn\\\":25", "\\\"parity\\\":0", "\\\"rw\\\":\\\"randwrite\\\"");
        assertThat(items.get(1).at("/stringData/userdata").asText()).contains("\\\"parity\\\":1");
    }

    /** Somebody's data may be on it. */
    @Test
    void aDriveThatIsPassedThroughIsNotWrittenOver() {
        Path files = Path.of("src/test/resources/cases/passthrough-is-added-to-a-stopped-vm");
        Ran ran = Ran.of("bench", "shop/orders", "--dry-run", "-f", files.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("changes nothing that is compared of the throw-away VM");
    }

    /** KubeVirt refuses a dedicated I/O thread on sata, and the bus is not what is compared. */
    @Test
    void whatWouldNotStandOnTheVmsBusIsNotWritten() {
        String sata = INPUT.replace("{name: data, disk: {bus: scsi}}", "{name: data, disk: {bus: sata}}");

        Ran ran = ran(sata.replace("io: threads, cache: none", "bus: virtio, ioThread: dedicated")
                .replace("{disks:", "{onUserValue: Enforce, disks:"));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("changes nothing that is compared of the throw-away VM");
    }

    /** Pool and queues are for virtio: they would serve the throw-away VM's system disk alone. */
    @Test
    void whatServesOtherDisksAloneIsNotMeasured() {
        String database = INPUT.replace("{disks: [{name: all, io: threads, cache: none}]}", "{workload: Database}");

        assertThat(ran(database.replace("{name: data, disk: {bus: scsi}}", "{name: data, disk: {bus: sata}}"))
                        .err())
                .contains("changes nothing that is compared");
        assertThat(ran(database.replace("{name: data, disk: {bus: scsi}}", "{name: data, disk: {bus: virtio}}"))
                        .code())
                .isZero();
    }

    /** A wish that is refused is not the bus that the guest has. */
    @Test
    void theBusIsTheOneThatTheGuestHas() throws IOException {
        String old = INPUT.replace("{name: data, disk: {bus: scsi}}", "{name: data, disk: {}}")
                        .replace("io: threads, cache: none", "io: threads, bus: virtio")
                + "status: {printableStatus: Stopped}\n";

        JsonNode items = items(ran(old, "-o", "json"));

        assertThat(disk(items.get(2)).at("/disk/bus").asText()).isEqualTo("sata");
        assertThat(disk(items.get(3)).at("/disk/bus").asText()).isEqualTo("sata");
    }

    @Test
    void aDiskOfAnotherKindIsNotMeasured() {
        String plain = "{name: data, disk: {bus: scsi}}";

        assertThat(ran(INPUT.replace(plain, "{name: data, lun: {bus: scsi}}")).err())
                .contains("has no disk on a claim that could be measured: data is a lun");
        assertThat(ran(INPUT.replace(plain, "{name: data, shareable: true, disk: {bus: scsi}}"))
                        .err())
                .contains("data is shareable");
        assertThat(ran(INPUT.replace("dataVolume: {name: db-data}", "dataVolume: {name: db-data, hotpluggable: true}"))
                        .err())
                .contains("data is hotpluggable");
        assertThat(ran(INPUT.replace("  template:\n", "  instancetype: {name: gone}\n  template:\n"))
                        .err())
                .contains("VM shop/db cannot be expanded, so that its CPUs are not known");
    }

    @Test
    void whatATemplateSaysOfItsClaimIsKept() throws IOException {
        JsonNode items = items(ran(
                INPUT.replace("volumeMode: Block,", "volumeMode: Block, accessModes: [ReadWriteMany],"), "-o", "json"));

        assertThat(items.get(2)
                        .at("/spec/dataVolumeTemplates/0/spec/storage/accessModes/0")
                        .asText())
                .isEqualTo("ReadWriteMany");
    }

    /** Both sides have what the guest knows of the VM's own disk. */
    @Test
    void theBlockSizeIsTheDisksOwnOnBothSides() throws IOException {
        JsonNode items = items(ran(
                INPUT.replace(
                                "{name: data, disk: {bus: scsi}}",
                                "{name: data, disk: {bus: scsi}, blockSize: {matchVolume: {enabled: true}}}")
                        .replace("cache: none}", "cache: none, blockSize: Keep}"),
                "-o",
                "json"));
        assertThat(disk(items.get(2)).at("/blockSize/matchVolume/enabled").asBoolean())
                .isTrue();
        assertThat(disk(items.get(3)).path("blockSize"))
                .isEqualTo(disk(items.get(2)).path("blockSize"));

        items = items(ran(INPUT.replace("cache: none}", "cache: none, blockSize: match}"), "-o", "json"));
        String large = INPUT.replace(
                "{name: data, disk: {bus: scsi}}",
                "{name: data, disk: {bus: scsi}, blockSize: {custom: {logical: 4096, physical: 4096}}}");
        assertThat(ran(large, "--block-size", "512").err()).contains("disk data has sectors of 4096 bytes");
        assertThat(disk(items.get(2)).has("blockSize")).isFalse();
    }

    @Test
    void whatIsNoMatterOfSpeedIsNotMeasured() {
        assertThat(ran(INPUT.replace("io: threads, cache: none", "errorPolicy: report"))
                        .err())
                .contains("changes nothing that is compared");
        // The system's disk of the throw-away VM is a containerDisk, too.
        assertThat(ran(INPUT.replace(
                                "name: all, io: threads, cache: none",
                                "name: all, match: {volumes: [ContainerDisk]}, io: threads"))
                        .err())
                .contains("changes nothing that is compared");
    }

    @Test
    void aPathThatIsRefusedIsSaidWithItsReason() {
        Ran ran =
                ran(INPUT.replace("volumeMode: Block", "volumeMode: Filesystem").replace("io: threads", "io: native"));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("io native needs O_DIRECT");
    }

    /** Its VMIs would get the values from admission, which a paused VM's do not. */
    @Test
    void whatWouldBeSetOnInstancesStandsInTheThrowAwayVm() throws IOException {
        JsonNode items = items(ran(INPUT.replace("{disks:", "{delivery: Instance, disks:"), "-o", "json"));

        assertThat(disk(items.get(2)).path("io").asText()).isEqualTo("threads");
    }

    @Test
    void namesThatAreTooLongAreCutAndToldApart() throws IOException {
        String begin = "a-name-of-a-vm-that-has-as-many-as-sixty-letters-and-then-";
        List<String> names = new ArrayList<>();
        for (String end : List.of("one", "two")) {
            Ran ran = Ran.withStdin(
                    INPUT.replace("name: db\n", "name: " + begin + end + "\n"),
                    "bench",
                    "shop/" + begin + end,
                    "--dry-run",
                    "-f",
                    "-",
                    "-o",
                    "json");
            String name = items(ran).get(2).at("/metadata/name").asText();
            assertThat(name).hasSizeLessThanOrEqualTo(63).matches("a-name-of.*-[0-9a-f]{8}-bench-profile");
            names.add(name);
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThat(ran(INPUT, "--disk", "root").err())
                .contains("VM shop/db has no disk root on a claim; name one of these with --disk: data");
        assertThat(ran(INPUT.replace("shortpath.dev/profile: fast", "a: b")).err())
                .contains("no profile binds VM shop/db; label it, or name the profile to try with --profile");
        assertThat(ran(INPUT, "--profile", "other").err()).contains("there is no StorageProfile other; there is fast");
        assertThat(ran(INPUT.replace("io: threads, cache: none", "io: Keep")).err())
                .contains(
                        "StorageProfile fast changes nothing that is compared of the throw-away VM shop/db-bench-profile (io,");
        assertThat(ran(INPUT.replace("storageClassName: nvme, ", "")).err())
                .contains("the storage class of claim shop/db-data, on which disk data is, is not known");
        assertThat(ran(INPUT, "--rounds", "4").err()).contains("--rounds 4: write a number from 5 to 40");
        assertThat(ran(INPUT, "--size", "big").err()).contains("--size big: write a quantity from 1Gi to 1Ti");
        assertThat(ran(INPUT, "--size", "100000Ti").err()).contains("from 1Gi to 1Ti");
        assertThat(ran(INPUT, "--memory", "1Mi").err()).contains("--memory 1Mi: write a quantity from 256Mi to 1Ti");
        assertThat(ran(INPUT, "--image", "").err()).contains("--image '': write a containerDisk's image");
        assertThat(ran(INPUT, "--image", "a b").code()).isEqualTo(2);
        assertThat(ran(INPUT, "--rw", "trim").code()).isEqualTo(2);
        assertThat(ran(INPUT, "--block-size", "9999999M").err()).contains("up to 16M");
        assertThat(ran(INPUT, "--block-size", "1M", "--depth", "1024").err())
                .contains("what is in flight takes more than a quarter of --memory 2Gi");
        assertThat(ran(INPUT, "--block-size", "4097").err())
                .contains("--block-size 4097: write a multiple of 512 bytes");
        assertThat(Ran.of("bench", "shop/db", "-f", "-").err()).contains("-f and -o go with --dry-run");
    }
}
