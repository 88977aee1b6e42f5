package dev.shortpath.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the webhook does to a VM of {@link Fleet} at its birth, as a MutatingAdmissionPolicy inside the API server: a value on
 * every disk that can be taken, and a record of it.
 */
final class Policy implements AutoCloseable {
    static final String LABEL = "bench";
    private static final int MOST_DISKS = 16;

    private final KubernetesClient client;
    private final List<String> manifests;

    /** @param record what the webhook wrote into the annotation shortpath.dev/applied */
    Policy(KubernetesClient client, String name, String record) {
        this.client = client;
        this.manifests = List.of(policy(name, record), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s}
                """.formatted(name));
        manifests.forEach(
                m -> client.resource(m).fieldManager("bench").forceConflicts().serverSideApply());
    }

    private static String policy(String name, String record) {
        String numbers =
                IntStream.range(0, MOST_DISKS).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  matchConstraints:
                    objectSelector: {matchLabels: {%s: policy}}
                    resourceRules:
                    - apiGroups: [kubevirt.io]
                      apiVersions: [v1]
                      operations: [CREATE]
                      resources: [virtualmachines]
                  variables:
                  - name: disks
                    expression: object.spec.template.spec.domain.devices.disks
                  mutations:
                  - patchType: JSONPatch
                    jsonPatch:
                      expression: >-
                        [%s].filter(i, i < size(variables.disks) && variables.disks[i].name != 'cloudinit').map(i,
                        JSONPatch{op: 'add', value: 'report',
                        path: '/spec/template/spec/domain/devices/disks/' + string(i) + '/errorPolicy'}) +
                        [JSONPatch{op: 'add', path: '/metadata/annotations', value: {'shortpath.dev/applied': r'''%s'''}}]
                """.formatted(name, LABEL, numbers, record);
    }

    @Override
    public void close() {
        manifests.forEach(m -> client.resource(m).delete());
    }
}
