package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.kubevirt.World.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileWorldTest {
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: shop}
            """;

    @Test
    void findsAnObjectByKindNamespaceAndName() {
        FileWorld world = Yaml.world(CLAIM);
        assertThat(world.find(Kinds.CLAIM, "shop", "data").there()).isPresent();
        assertThat(world.find(Kinds.CLAIM, "other", "data")).isInstanceOf(Found.NotThere.class);
        assertThat(world.find(Kinds.DATA_VOLUME, "shop", "data")).isInstanceOf(Found.NotThere.class);
    }

    @Test
    void takesKindsThatEveryClusterHasForNotReadWhenNoneIsGiven() {
        FileWorld world = Yaml.world(CLAIM);
        for (String kind : List.of(Kinds.NODE, Kinds.STORAGE_CLASS, Kinds.KUBEVIRT, Kinds.CDI_STORAGE_PROFILE)) {
            assertThat(world.find(kind, "", "any")).isInstanceOf(Found.NotRead.class);
            assertThat(world.all(kind)).isEmpty();
        }
        assertThat(world.all(Kinds.PROFILE)).contains(List.of());
    }

    @Test
    void tellsTheTwoKindsNamedStorageProfileApart() {
        FileWorld world = Yaml.world("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: fast}
                ---
                apiVersion: cdi.kubevirt.io/v1beta1
                kind: StorageProfile
                metadata: {name: nvme}
                """);
        assertThat(world.find(Kinds.PROFILE, "", "fast").there()).isPresent();
        assertThat(world.find(Kinds.CDI_STORAGE_PROFILE, "", "nvme").there()).isPresent();
        assertThat(world.all(Kinds.PROFILE).orElseThrow()).hasSize(1);
    }

    @Test
    void unfoldsListsAndNamesTheItemsOfAnApiServersList() {
        FileWorld world = Yaml.world("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Node, metadata: {name: b}}
                - apiVersion: v1
                  kind: NodeList
                  items: [{metadata: {name: a}}]
                """);
        assertThat(world.all(Kinds.NODE).orElseThrow())
                .extracting(n -> n.at("/metadata/name").asText())
                .containsExactly("a", "b");
    }

    @Test
    void passesOverWhatHasNoKind() {
        assertThat(Yaml.world("{metadata: {name: odd}}").all(Kinds.CLAIM)).contains(List.of());
    }

    @Test
    void takesAProbeForSilentThatLagsHalfAnHourBehindTheOthers() {
        FileWorld world = Yaml.world("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: fresh}
                status: {observedAt: "2026-11-22T21:00:00Z"}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: late}
                status: {observedAt: "2026-11-22T20:30:00Z"}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: silent}
                status: {observedAt: "2026-11-22T20:29:59Z"}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: never}
                """);
        assertThat(world.silent()).containsExactly("silent");
    }
}
