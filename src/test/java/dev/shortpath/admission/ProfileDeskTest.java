package dev.shortpath.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.cluster.Key;
import dev.shortpath.facts.Cluster;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Situations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileDeskTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static Cluster cluster() throws JsonProcessingException {
        JsonNode storage =
                YAML.readTree("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast-nvme}}");
        return Situations.cluster(FileWorld.of(List.of(storage)), Cluster.Deliveries.SHIPPED);
    }

    private static Answer answer(String spec) throws JsonProcessingException {
        JsonNode object =
                YAML.readTree("{apiVersion: shortpath.dev/v1alpha1, kind: StorageProfile, metadata: {name: database},"
                        + " spec: " + spec + "}");
        Cluster cluster = cluster();
        return new ProfileDesk(() -> cluster)
                .answer(new Request(
                        "1",
                        new Request.Kind("shortpath.dev", "v1alpha1", "storageprofiles"),
                        "CREATE",
                        new Key("", "database"),
                        new Request.By("admin", false),
                        object,
                        null));
    }

    @Test
    void aProfileIsWarnedOfAndNeverChanged() throws JsonProcessingException {
        Answer answer = answer("{disks: [{name: a, match: {storageClassNames: [fast]}}, {name: b}, {name: c}]}");
        assertThat(answer.patch()).isEmpty();
        assertThat(answer.warnings())
                .containsExactly(
                        "spec.disks[0].match.storageClassNames: the cluster has no storage class fast; it has fast-nvme.",
                        "spec.disks[2]: rule c is never used, since rule b before it takes every disk that it could; put it"
                                + " before that one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{disks: [{name: a, bus: nvme}]}",
                "{disks: [null]}",
                "{disks: [{}]}",
                "{disks: 1}",
                "[]",
                "text",
                "{passthrough: [{name: a}]}",
                "{rollout: {maxUnavailable: much}}",
                "{rollout: {window: {}}}",
                "{disks: [{name: a, io: native, cache: writeback, match: {names: []}}]}"
            })
    void whatTheSchemaRefusesIsLeftToIt(String spec) throws JsonProcessingException {
        assertThat(answer(spec).warnings()).isEmpty();
    }

    @Test
    void anObjectThatIsNotThereIsNothingToWarnOf() throws JsonProcessingException {
        Cluster cluster = cluster();
        Request none = new Request("1", null, "UPDATE", new Key("", ""), new Request.By("admin", true), null, null);
        assertThat(new ProfileDesk(() -> cluster).answer(none).warnings()).isEmpty();
    }
}
