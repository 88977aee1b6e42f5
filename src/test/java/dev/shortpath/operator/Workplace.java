package dev.shortpath.operator;

import dev.shortpath.actor.Actor;
import dev.shortpath.actor.RestartDoor;
import dev.shortpath.admission.Installation;
import dev.shortpath.probe.Station;
import dev.shortpath.telemetry.Instruments;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The chart with every option installed by Helm, KubeVirt played, and operators that come and go. */
final class Workplace implements AutoCloseable {
    /** Of who publishes what the kubelet's policies are: only that there is such a kind. */
    private static final String TOPOLOGIES = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: noderesourcetopologies.topology.node.k8s.io
              annotations: {api-approved.kubernetes.io: unapproved}
            spec:
              group: topology.node.k8s.io
              names: {kind: NodeResourceTopology, listKind: NodeResourceTopologyList, plural: noderesourcetopologies, singular: noderesourcetopology}
              scope: Cluster
              versions:
              - name: v1alpha2
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private final Path folder;
    private final Station station;
    private final Installation installation;
    private final Actor actor;
    private final RestartDoor door;
    private Installed running;

    Workplace(Path folder) throws IOException {
        this.folder = folder;
        Bench.ourKinds();
        Kubectl.run(TOPOLOGIES, "apply", "--server-side", "-f", "-");
        Released release = new Released("options.permitHostDevices.enabled=true", "options.hookSidecars.enabled=true");
        installation = new Installation(release);
        station = new Station();
        actor = new Actor(TestCluster.shared().client(), line -> {});
        door = RestartDoor.open(
                TestCluster.shared().client(), TestCluster.shared().kubeconfig(), line -> {});
    }

    Duties duties() {
        return new Duties(station, folder);
    }

    KubernetesClient account() {
        return installation.account();
    }

    /** An operator with leader election and all options, and its webhook; the first, which finds neither lease nor Secret. */
    void start() {
        TestCluster.shared()
                .client()
                .leases()
                .inNamespace(Installation.NAMESPACE)
                .delete();
        TestCluster.shared()
                .client()
                .secrets()
                .inNamespace(Installation.NAMESPACE)
                .withName("shortpath-webhook")
                .delete();
        Settings settings = new Settings(
                4,
                Running.QUICK.profileGrace(),
                Running.QUICK.tally(),
                Running.QUICK.cacheSync(),
                Optional.of(Installation.NAMESPACE),
                "duties",
                true,
                true);
        running = new Installed(installation, settings, Instruments.of(new SimpleMeterRegistry()));
    }

    void stop() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    @Override
    public void close() {
        stop();
        door.close();
        actor.close();
        station.close();
        installation.close();
        Kubectl.run(TOPOLOGIES, "delete", "-f", "-");
    }
}
