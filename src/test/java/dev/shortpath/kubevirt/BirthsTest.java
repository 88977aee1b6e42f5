package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which disks an update brings. */
class BirthsTest {
    private static JsonNode vm(String name, String volume) {
        return Yaml.document("spec: {template: {spec: {domain: {devices: {disks: [{name: " + name
                + ", disk: {}}]}}, volumes: [{name: " + name + ", " + volume + "}]}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dataVolume: {name: root}                  | dataVolume: {name: root}                  | false
                    dataVolume: {name: root}                  | persistentVolumeClaim: {claimName: root}  | false
                    containerDisk: {image: fedora}            | containerDisk: {image: fedora}            | false
                    hostDisk: {path: /a, type: Disk}          | hostDisk: {path: /a, type: Disk}          | false
                    dataVolume: {name: root}                  | dataVolume: {name: other}                 | true
                    emptyDisk: {capacity: 1Gi}                | emptyDisk: {capacity: 1Gi}                | true
                    """)
    void a_volume_by_another_name_is_no_new_one(String before, String now, boolean added) {
        assertThat(Births.added(vm("old", before), vm("new", now)).newDisks().contains("new"))
                .isEqualTo(added);
    }
}
