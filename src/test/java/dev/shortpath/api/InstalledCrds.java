package dev.shortpath.api;

import static org.awaitility.Awaitility.await;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Our CRDs on the test cluster, from `crds/` and by server-side apply, as a GitOps tool installs them. */
public final class InstalledCrds {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("shortpath-test")
            .withForce(true)
            .build();

    private InstalledCrds() {}

    public static KubernetesClient client() {
        KubernetesClient client = TestCluster.shared().client();
        files().forEach(file -> apply(client, file));
        return client;
    }

    static List<Path> files() {
        try (var files = Files.list(Path.of("crds"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void apply(KubernetesClient client, Path file) {
        var crd = Serialization.unmarshal(read(file), CustomResourceDefinition.class);
        client.resource(crd).patch(APPLY, crd);
        await("CRD " + file).atMost(Duration.ofSeconds(30)).until(() -> isServed(client, crd));
    }

    private static boolean isServed(KubernetesClient client, CustomResourceDefinition crd) {
        var resources = client.getApiResources(crd.getSpec().getGroup() + "/v1alpha1");
        return resources != null
                && resources.getResources().stream()
                        .anyMatch(
                                r -> r.getName().equals(crd.getSpec().getNames().getPlural()))
                && client.resource(crd).get().getStatus().getConditions().stream()
                        .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
