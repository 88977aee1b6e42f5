package dev.shortpath.admission;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** VMs, VMIs and pods for tests of what is sent to the door. */
final class Machines {
    private Machines() {}

    static GenericKubernetesResource vm(KubernetesClient client, String namespace, String name, String labels) {
        return client.getKubernetesSerialization()
                .unmarshal("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s, namespace: %s, labels: %s, annotations: {test: "1"}}
                spec:
                  runStrategy: Halted
                  template: {spec: {domain: {devices: {}}}}
                """.formatted(name, namespace, labels), GenericKubernetesResource.class);
    }

    static void annotate(GenericKubernetesResource vm, String key) {
        vm.getMetadata().getAnnotations().putAll(Map.of(key, "{}"));
    }
}
