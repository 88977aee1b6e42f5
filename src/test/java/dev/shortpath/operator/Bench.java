package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The objects of one test on the test cluster, which has our CRDs. */
public final class Bench implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Shorter where most of what is waited for will not come ({@link RightsTakenAway}). */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("shortpath.patience", 90));

    private static boolean installed;

    private final TestCluster cluster;
    private final String namespace;
    private final String suffix = UUID.randomUUID().toString().substring(0, 6);

    public Bench(String name) {
        this.cluster = TestCluster.shared();
        ourKinds();
        this.namespace = cluster.freshNamespace(name);
    }

    /** Sees to it that the shared cluster serves our kinds. */
    public static synchronized void ourKinds() {
        if (!installed) {
            ourKinds(TestCluster.shared().client());
            installed = true;
        }
    }

    static void ourKinds(KubernetesClient client) {
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            files.filter(f -> f.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(f -> client.resource(text(f))
                            .fieldManager("shortpath-test")
                            .forceConflicts()
                            .serverSideApply());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        patiently()
                .until(() -> client.genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                                .list()
                        != null);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KubernetesClient client() {
        return cluster.client();
    }

    public String namespace() {
        return namespace;
    }

    /** A name for a cluster-scoped object of this test. */
    public String named(String name) {
        return name + "-" + suffix;
    }

    public static ConditionFactory patiently() {
        return Awaitility.await().ignoreExceptions().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    /** Applies a manifest; `NS` stands for the namespace of this test and `~` before a name for one of its own. */
    JsonNode apply(String yaml) {
        HasMetadata done = resource(yaml).forceConflicts().serverSideApply();
        return tree(done);
    }

    /** The object of a manifest, not applied. */
    HasMetadata manifest(String yaml) {
        return resource(yaml).item();
    }

    /** Puts a whole object in the place of the one that is there, as kubectl replace does. */
    JsonNode replace(JsonNode object) {
        GenericKubernetesResource whole = MAPPER.convertValue(object, GenericKubernetesResource.class);
        return tree(cluster.client().resource(whole).update());
    }

    private Resource<HasMetadata> resource(String yaml) {
        String manifest = yaml.replace("NS", namespace).replaceAll("~([a-z-]+)", "$1-" + suffix);
        Resource<HasMetadata> resource = cluster.client().resource(manifest);
        return resource;
    }

    static JsonNode tree(Object object) {
        return MAPPER.valueToTree(object);
    }

    Optional<JsonNode> vm(String name) {
        return find("kubevirt.io/v1", "VirtualMachine", namespace, name);
    }

    Optional<JsonNode> path(String name) {
        return find("shortpath.dev/v1alpha1", "StoragePath", namespace, name);
    }

    List<JsonNode> vms() {
        return all("kubevirt.io/v1", "VirtualMachine");
    }

    List<JsonNode> paths() {
        return all("shortpath.dev/v1alpha1", "StoragePath");
    }

    private List<JsonNode> all(String apiVersion, String kind) {
        return cluster
                .client()
                .genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .map(Bench::tree)
                .toList();
    }

    Optional<JsonNode> profile(String name) {
        return find("shortpath.dev/v1alpha1", "StorageProfile", null, named(name));
    }

    Optional<JsonNode> find(String apiVersion, String kind, String in, String name) {
        var all = cluster.client().genericKubernetesResources(apiVersion, kind);
        GenericKubernetesResource found = in == null
                ? all.withName(name).get()
                : all.inNamespace(in).withName(name).get();
        return Optional.ofNullable(found).map(Bench::tree);
    }

    void deleteVm(String name) {
        cluster.client()
                .genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    /** KubeVirt's CR with this configuration, the inside of a YAML flow mapping. */
    JsonNode kubevirt(String configuration) {
        return apply("""
                apiVersion: kubevirt.io/v1
                kind: KubeVirt
                metadata: {name: kubevirt, namespace: NS}
                spec: {configuration: {%s}}
                """.formatted(configuration));
    }

    /** KubeVirt's part: its CR is deployed, and from then on its feature gates count. */
    void deployed() {
        cluster.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(namespace)
                .withName("kubevirt")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"phase\":\"Deployed\"}}");
    }

    /** KubeVirt's part: the VM's VMI with the VM's own disks, running. */
    void run(String name) {
        var vm = vm(name).orElseThrow();
        var vmi = MAPPER.createObjectNode().put("apiVersion", "kubevirt.io/v1").put("kind", "VirtualMachineInstance");
        var metadata = vmi.withObject("/metadata").put("name", name).put("namespace", namespace);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "kubevirt.io/v1")
                .put("kind", "VirtualMachine")
                .put("name", name)
                .put("uid", vm.at("/metadata/uid").asText())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        vmi.set("spec", vm.at("/spec/template/spec"));
        // KubeVirt's VMI has no status subresource.
        vmi.withObject("/status").put("phase", "Running").put("nodeName", "n1");
        cluster.client()
                .resource(MAPPER.convertValue(vmi, GenericKubernetesResource.class))
                .create();
    }

    /** KubeVirt's part: the VMI goes. */
    void halt(String name) {
        cluster.client()
                .genericKubernetesResources("kubevirt.io/v1", "VirtualMachineInstance")
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    void deletePath(String name) {
        cluster.client()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StoragePath")
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    void deleteProfile(String name) {
        cluster.client()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .withName(named(name))
                .delete();
    }

    /** A merge patch of a VM. */
    void editVm(String name, String patch) {
        cluster.client()
                .genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @Override
    public void close() {
        cluster.client().namespaces().withName(namespace).delete();
        cluster
                .client()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .list()
                .getItems()
                .stream()
                .filter(p -> p.getMetadata().getName().endsWith("-" + suffix))
                .forEach(p -> cluster.client().resource(p).delete());
    }
}
