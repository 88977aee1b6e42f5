package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Bus;
import dev.shortpath.api.IoThreadsPolicy;
import dev.shortpath.api.Mode;
import dev.shortpath.api.Need;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Profile;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
    /** The contract's own example, all of it. */
    private static final String ALL = """
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata:
              name: database
              uid: p1
              generation: 4
              creationTimestamp: "2026-11-22T21:00:00Z"
              annotations: {shortpath.dev/paused: "true"}
            spec:
              mode: Apply
              workload: Database
              onUserValue: Yield
              delivery: Auto
              allowedNamespaces: {matchLabels: {team: db}}
              selector:
                namespaceSelector: {matchLabels: {team: db}}
                vmSelector: {matchExpressions: [{key: tier, operator: In, values: [gold]}]}
              disks:
              - name: data
                match:
                  names: ["data*"]
                  volumes: [DataVolume, PersistentVolumeClaim]
                  storageClassNames: [fast-nvme]
                  volumeModes: [Block]
                bus: virtio
                io: io_uring
                cache: none
                ioThread: dedicated
                blockSize: match
                errorPolicy: stop
                volume: {format: raw, volumeMode: Block, preallocation: Never, storageClassName: fast-nvme}
              multiQueue: Always
              ioThreads: {policy: supplementalPool, count: 4}
              passthrough: [{name: nvme0, resourceName: shortpath.dev/nvme, count: 1, function: Physical}]
              placement: {iommu: Required, iommuMode: Preferred, ioUring: Required, numa: Required}
              eviction: Keep
              rollout:
                strategy: WhenStopped
                maxUnavailable: 25%
                timeoutMinutes: 10
                window: {days: [Sat, Sun], start: "02:00", durationMinutes: 180, timeZone: Europe/Berlin}
              onRemoval: Restore
            """;

    private static ObjectNode profile(String spec) {
        return Yaml.document(
                "{apiVersion: shortpath.dev/v1alpha1, kind: StorageProfile, metadata: {name: p}, spec: " + spec + "}");
    }

    @Test
    void readsAWholeProfile() {
        Profile profile = Profiles.read(Yaml.document(ALL));
        assertThat(profile.name()).isEqualTo("database");
        assertThat(profile.uid()).isEqualTo("p1");
        assertThat(profile.generation()).isEqualTo(4);
        assertThat(profile.created()).isEqualTo(1_795_381_200L);
        assertThat(profile.paused()).isTrue();
        assertThat(profile.spec().disks().getFirst().bus()).isEqualTo(Bus.VIRTIO);
        assertThat(profile.spec().ioThreads().policy()).isEqualTo(IoThreadsPolicy.SUPPLEMENTAL_POOL);
        assertThat(profile.spec().placement().iommuMode()).isEqualTo(Need.PREFERRED);
        assertThat(profile.spec().rollout().maxUnavailable().getStrVal()).isEqualTo("25%");
        assertThat(ProfileCheck.problems(Yaml.document(ALL))).isEmpty();
    }

    @Test
    void fillsInTheSchemasDefaults() {
        Profile profile = Profiles.read(Yaml.document("{metadata: {name: short}}"));
        assertThat(profile.spec().mode()).isEqualTo(Mode.APPLY);
        assertThat(profile.spec().workload()).isEqualTo(Workload.GENERAL);
        assertThat(profile.spec().rollout().maxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(profile.created()).isZero();
        assertThat(profile.paused()).isFalse();
        assertThat(ProfileCheck.problems(Yaml.document("{metadata: {name: short}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{workload: Spreadsheet}|spec.workload|Spreadsheet is not one of General, Database, Messaging, CephOSD, ManyDisks,",
                "{disks: [{name: a}, {name: b, bus: nvme}]}|spec.disks[1].bus|nvme is not one of virtio, scsi, sata, usb, auto, Keep.",
                "{disk: []}|spec.disk|there is no such field; known here are allowedNamespaces, delivery, disks,",
                "{disks: [{name: a, volume: {mode: Block}}]}|spec.disks[0].volume.mode|there is no such field; known here are format,",
                "{disks: {name: a}}|spec.disks|this is not a list, which belongs here.",
                "{disks: [text]}|spec.disks[0]|",
                "{ioThreads: {count: many}}|spec.ioThreads.count|this is not a whole number, which belongs here.",
                "{ioThreads: {count: 1.5}}|spec.ioThreads.count|",
                "{multiQueue: true}|spec.multiQueue|",
                "{mode: 1}|spec.mode|",
                "text|spec|",
            })
    void saysWhatCannotBeRead(String spec, String path, String message) {
        assertThatThrownBy(() -> Profiles.read(profile(spec)))
                .isInstanceOf(BadManifest.class)
                .satisfies(e -> assertThat(((BadManifest) e).path()).isEqualTo(path))
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message == null ? "" : message);
    }

    @Test
    void wantsAName() {
        assertThatThrownBy(() -> Profiles.read(Yaml.document("{spec: {}}")))
                .hasMessage("metadata.name: a StorageProfile must have a name.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{disks: [{name: d, io: native, cache: writeback}]}|spec.disks[0].cache: io: native goes only with cache: none",
                "{disks: [{name: d, io: io_uring, bus: sata}]}|spec.disks[0].io: io: io_uring can be delivered",
                "{disks: [{name: d, ioThread: dedicated, bus: scsi}]}|spec.disks[0].ioThread: ",
                "{disks: [{name: d, blockSize: b4096, bus: sata}]}|spec.disks[0].blockSize: ",
                "{disks: [{name: d, volume: {format: qcow2, volumeMode: Block}}]}|spec.disks[0].volume.format: ",
                "{passthrough: [{name: n, resourceName: a/b}]}|spec.allowedNamespaces: passthrough needs allowedNamespaces",
                "{allowedNamespaces: {}, passthrough: [{name: n, count: 2, resourceName: a/b}, {name: n-2, resourceName: a/b}]}|spec.passthrough",
                "{ioThreads: {policy: shared, count: 4}}|spec.ioThreads.count: count is the number of threads",
                "{ioThreads: {count: 65}}|spec.ioThreads.count: 65 is more than 64, the most.",
                "{ioThreads: {count: -1}}|spec.ioThreads.count: -1 is less than 0, the least.",
                "{rollout: {maxUnavailable: 0}}|spec.rollout.maxUnavailable: ",
                "{rollout: {maxUnavailable: banana}}|spec.rollout.maxUnavailable: ",
                "{rollout: {timeoutMinutes: 0}}|spec.rollout.timeoutMinutes: 0 is less than 1",
                "{rollout: {window: {start: '24:00', durationMinutes: 1}}}|spec.rollout.window.start: \"24:00\" does not match",
                "{rollout: {window: {start: '12:00'}}}|spec.rollout.window.durationMinutes: this is required.",
                "{disks: [{bus: virtio}]}|spec.disks[0].name: this is required.",
                "{disks: [{name: d}, {name: d}]}|spec.disks: \"d\" is there twice; each name may be there once.",
                "{disks: [{name: d, match: {names: []}}]}|spec.disks[0].match.names: it has 0 entries; write at least 1",
                "{disks: [{name: d, match: {names: ['A']}}]}|spec.disks[0].match.names[0]: \"A\" does not match",
                "{disks: [{name: d, match: {volumeModes: [Block, Block]}}]}|spec.disks[0].match.volumeModes: \"Block\" is there twice",
                "{selector: {vmSelector: {matchLabels: {'a b': c}}}}|spec.selector.vmSelector.matchLabels: a key of matchLabels",
                "{selector: {vmSelector: {matchLabels: {a: '!'}}}}|spec.selector.vmSelector.matchLabels.a: \"!\" does not match",
                "{selector: {vmSelector: {matchExpressions: [{key: a, operator: In}]}}}|spec.selector.vmSelector.matchExpressions[0].values: ",
                "{selector: {vmSelector: {matchExpressions: [{key: a, operator: Exists, values: [x]}]}}}|spec.selector.vmSelector.matchExpressions[0].values: ",
            })
    void saysWhatTheSchemaWouldRefuse(String spec, String problem) {
        assertThat(ProfileCheck.problems(profile(spec)))
                .singleElement()
                .satisfies(p -> assertThat(p).startsWith(problem));
    }

    @Test
    void saysWhichNamesAreNotTaken() {
        assertThat(ProfileCheck.problems(Yaml.document("{metadata: {name: none}}")))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("opts out"));
        assertThat(ProfileCheck.problems(Yaml.document("{metadata: {name: " + "n".repeat(64) + "}}")))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("at most 63"));
    }

    @Test
    void boundsTheRules() {
        StringBuilder disks = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            disks.append("{name: d").append(i).append("},");
        }
        assertThat(ProfileCheck.problems(profile("{disks: [" + disks + "]}")))
                .containsExactly("spec.disks: it has 33 entries; at most 32 are taken.");
    }

    @Test
    void knowsEveryRuleOfTheSchemaAndNoOther() {
        Set<String> ofSchema = new HashSet<>();
        rules(dev.shortpath.api.StorageProfile.class, ofSchema);
        rules(dev.shortpath.api.StorageProfileSpec.class, ofSchema);
        assertThat(ProfileRules.known()).isEqualTo(ofSchema);
    }

    private static void rules(Class<?> type, Set<String> into) {
        Arrays.stream(type.getAnnotationsByType(ValidationRule.class)).forEach(r -> into.add(r.value()));
        if (!type.isRecord()) {
            return;
        }
        for (var component : type.getRecordComponents()) {
            if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType p) {
                List.of(p.getActualTypeArguments()).forEach(a -> rules((Class<?>) a, into));
            } else {
                rules(component.getType(), into);
            }
        }
    }
}
