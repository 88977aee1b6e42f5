package dev.shortpath.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the API server makes of objects of our kinds: defaults, merging, pruning, and what Java reads back. */
@Tag("cluster")
class CrdBehaviourTest {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static KubernetesClient client;

    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void install() {
        client = InstalledCrds.client();
    }

    @AfterEach
    void remove() {
        client.resources(StorageProfile.class).withName(name).delete();
    }

    @Test
    void aProfileWithoutASpecHasTheMarkedDefaultsAndNoOthers() {
        String defaults = """
                mode: Apply
                workload: General
                onUserValue: Yield
                delivery: Auto
                eviction: Keep
                onRemoval: Restore
                rollout: {strategy: WhenStopped, maxUnavailable: 1, timeoutMinutes: 10}
                """;
        assertThat(specOf("")).isEqualTo(yaml(defaults));
        assertThat(specOf("spec: {}")).isEqualTo(yaml(defaults));
        assertThat(specOf("spec: {rollout: {}}")).isEqualTo(yaml(defaults));
    }

    @Test
    void whatAProfileOpensAndLeavesEmptyGetsNothingButThePassthroughsFunction() {
        String opened = """
                mode: Audit
                workload: Database
                onUserValue: Enforce
                delivery: Instance
                eviction: Auto
                onRemoval: Keep
                allowedNamespaces: {}
                selector: {namespaceSelector: {}, vmSelector: {}}
                disks: [{name: a, match: {}, volume: {}}]
                ioThreads: {}
                passthrough: [{name: b, resourceName: a.dev/b%s}]
                placement: {}
                rollout: {strategy: Restart, maxUnavailable: 5%%, timeoutMinutes: 3, window: {start: "01:00", durationMinutes: 5}}
                """;
        String given = "spec:\n" + String.format(opened, "").indent(2);
        assertThat(specOf(given)).isEqualTo(yaml(String.format(opened, ", function: Physical")));
    }

    @Test
    void javaReadsTheDefaultsThatItHasItself() {
        var made = client.resource(Serialization.unmarshal(profile(""), GenericKubernetesResource.class))
                .create();
        assertThat(made.getMetadata().getName()).isEqualTo(name);
        assertThat(client.resources(StorageProfile.class).withName(name).get().getSpec())
                .isEqualTo(StorageProfileSpec.defaults());
    }

    @Test
    void twoAppliersEachOwnARuleOfTheirOwn() {
        apply("one", "spec: {disks: [{name: data, bus: virtio}]}");
        apply("two", "spec: {disks: [{name: logs, cache: none}]}");
        apply("one", "spec: {disks: [{name: data, bus: scsi}]}");
        assertThat(disks())
                .extracting(DiskRule::name, DiskRule::bus, DiskRule::cache)
                .containsExactly(tuple("data", Bus.SCSI, null), tuple("logs", null, Cache.NONE));
        apply("one", "spec: {disks: []}");
        assertThat(disks()).extracting(DiskRule::name).containsExactly("logs");
    }

    @Test
    void oneAppliersRulesKeepTheirOrder() {
        apply("one", "spec: {disks: [{name: b}, {name: a}, {name: c}]}");
        apply("one", "spec: {disks: [{name: c}, {name: a}, {name: d}, {name: b}]}");
        assertThat(disks()).extracting(DiskRule::name).containsExactly("c", "a", "d", "b");
    }

    @Test
    void anAbsentSelectorAndAnEmptyOneStayApart() {
        apply("one", "spec: {allowedNamespaces: {}}");
        StorageProfileSpec spec =
                client.resources(StorageProfile.class).withName(name).get().getSpec();
        assertThat(spec.allowedNamespaces()).isEqualTo(new Selector(null, null));
        assertThat(spec.selector()).isNull();
    }

    @Test
    void whatTheSchemaDoesNotKnowIsPrunedWithAWarningByDefault() {
        assertThat(specOf("spec: {mode: Audit, discard: true}").has("discard")).isFalse();
    }

    @Test
    void aStoragePathKeepsNoSpec() {
        String namespace = TestCluster.shared().freshNamespace("path");
        var path = Serialization.unmarshal("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StoragePath
                metadata: {name: vm, namespace: %s}
                spec: {profile: database}
                status: {profile: database}
                """.formatted(namespace), GenericKubernetesResource.class);
        assertThat(client.resource(path).create().getAdditionalProperties()).isEmpty();
    }

    @Test
    void allOurKindsAreOneCategoryAndEachHasAShortName() {
        assertThat(client.getApiResources("shortpath.dev/v1alpha1").getResources())
                .filteredOn(r -> !r.getName().contains("/"))
                .allSatisfy(r -> assertThat(r.getCategories()).containsExactly("shortpath"))
                .extracting("name", "namespaced", "shortNames")
                .containsExactlyInAnyOrder(
                        tuple("storageprofiles", false, List.of("shp")),
                        tuple("storagepaths", true, List.of("spath")),
                        tuple("storagenodes", false, List.of("snode")));
    }

    @Test
    void kubectlApplyTakesTheCrdsToo() throws IOException, InterruptedException {
        var kubectl = TestCluster.shared().kubectl().toString();
        var process = new ProcessBuilder(kubectl, "apply", "--dry-run=server", "-f", "crds")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private List<DiskRule> disks() {
        return client.resources(StorageProfile.class)
                .withName(name)
                .get()
                .getSpec()
                .disks();
    }

    private void apply(String manager, String rest) {
        var patch = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        var manifest = Serialization.unmarshal(profile(rest), GenericKubernetesResource.class);
        client.resource(manifest).patch(patch, manifest);
    }

    private JsonNode specOf(String rest) {
        var manifest = Serialization.unmarshal(profile(rest), GenericKubernetesResource.class);
        var made = client.resource(manifest).dryRun().create();
        return JSON.convertValue(made.getAdditionalProperties().get("spec"), JsonNode.class);
    }

    private String profile(String rest) {
        return "apiVersion: shortpath.dev/v1alpha1\nkind: StorageProfile\nmetadata: {name: %s}\n%s\n"
                .formatted(name, rest);
    }

    private static JsonNode yaml(String text) {
        return Serialization.unmarshal(text, JsonNode.class);
    }
}
