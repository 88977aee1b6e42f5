package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Vm;
import dev.shortpath.facts.VolumeType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VMs with missing and odd parts: facts and sentences, never an exception. */
class StructureTest {
    private static Vm vm(String spec) {
        return vm(Yaml.document("{kind: VirtualMachine, metadata: {name: odd}, spec: " + spec + "}"));
    }

    private static Vm vm(ObjectNode manifest) {
        return Situations.of(FileWorld.of(List.of()), manifest, Moment.LOOP, Cluster.Deliveries.SHIPPED)
                .vm();
    }

    private static String template(String disks, String volumes) {
        return "{template: {spec: {domain: {devices: {disks: " + disks + "}}, volumes: " + volumes + "}}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no spec.template.spec",
                "{template: text}|no spec.template.spec",
                "{runStrategy: Always, running: true, template: {spec: {}}}|both spec.running and spec.runStrategy",
                "{runStrategy: Sometimes, template: {spec: {}}}|spec.runStrategy is Sometimes",
                "{template: {spec: {domain: [1]}}}|spec.template.spec.domain is not an object",
                "{template: {spec: {volumes: {a: b}}}}|spec.template.spec.volumes is not a list",
                "{dataVolumeTemplates: x, template: {spec: {}}}|spec.dataVolumeTemplates is not a list",
                "{template: {spec: {volumes: [{emptyDisk: {}}]}}}|volumes[0] has no name",
                "{template: {spec: {volumes: [{name: a}]}}}|volume a has no source",
                "{template: {spec: {volumes: [{name: a, emptyDisk: {}, hostDisk: {}}]}}}|volume a has 2 sources",
                "{template: {spec: {volumes: [{name: a, emptyDisk: {}}, {name: a, emptyDisk: {}}]}}}|two volumes of the name a",
            })
    void saysWhatIsOddAboutAVm(String spec, String fault) {
        assertThat(vm(spec).faults()).anySatisfy(f -> assertThat(f).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disks|is not a list",
                "[{disk: {}}]|disks[0] has no name",
                "[text]|disks[0] has no name",
                "[{name: a.b, disk: {}}]|name of the VM's disk a.b must be",
                "[{name: gone, disk: {}}]|disk gone has no volume",
                "[{name: a, disk: {}}, {name: a, disk: {}}]|two disks of the name a",
                "[{name: a, disk: {}, lun: {}}]|disk a is disk and lun at once",
                "[{name: a, lun: {}}]|disk a is a lun",
                "[{name: a, disk: yes}]|The disk of the VM's disk a is not an object",
            })
    void saysWhatIsOddAboutADisk(String disks, String fault) {
        assertThat(vm(template(disks, "[{name: a, emptyDisk: {}}]")).faults())
                .anySatisfy(f -> assertThat(f).contains(fault));
    }

    @Test
    void hasNothingToSayOfAPlainVm() {
        assertThat(vm(template("[{name: a}]", "[{name: a, emptyDisk: {}}]")).faults())
                .isEmpty();
        assertThat(vm(template("[{name: empty, cdrom: {}}]", "[]")).faults()).isEmpty();
    }

    @Test
    void keepsADiskWithoutAVolumeAndAVolumeWithoutADisk() {
        Vm vm = vm(template("[{name: gone}]", "[{name: left, emptyDisk: {}}]"));
        Disk gone = vm.disk("gone").orElseThrow();
        assertThat(gone.volume().type()).isEqualTo(VolumeType.MISSING);
        assertThat(gone.kind()).isEqualTo(DiskKind.DISK);
        Disk left = vm.disk("left").orElseThrow();
        assertThat(left.kind()).isEqualTo(DiskKind.NONE);
        assertThat(left.index()).isEqualTo(-1);
        assertThat(left.written()).isEmpty();
    }

    @Test
    void takes256DisksAndNotOneMore() {
        ObjectNode manifest =
                Yaml.document("{kind: VirtualMachine, metadata: {name: many}, spec: " + template("[]", "[]") + "}");
        ArrayNode disks = (ArrayNode) manifest.at("/spec/template/spec/domain/devices/disks");
        ArrayNode volumes = (ArrayNode) manifest.at("/spec/template/spec/volumes");
        for (int i = 0; i < 256; i++) {
            disks.addObject().put("name", "d" + i);
            volumes.addObject().put("name", "d" + i).putObject("emptyDisk");
        }
        assertThat(vm(manifest).faults()).isEmpty();
        assertThat(vm(manifest).disks()).hasSize(256);
        disks.addObject().put("name", "d256");
        assertThat(vm(manifest).faults()).anySatisfy(f -> assertThat(f).contains("257", "at most 256"));
    }
}
