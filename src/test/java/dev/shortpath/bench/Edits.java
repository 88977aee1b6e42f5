package dev.shortpath.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A profile that is edited back and forth between two values of one field. */
final class Edits {
    private static final String[] POLICIES = {"report", "stop"};

    private final KubernetesClient client;
    private final String name;
    private int made;
    private long generation;

    Edits(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Makes the profile, and gives its generation. */
    long make() {
        return apply();
    }

    /** Edits it to the other value, and gives its new generation. */
    long next() {
        made++;
        return apply();
    }

    long generation() {
        return generation;
    }

    /** Whether it has the value with which it was made. */
    boolean isFirst() {
        return made % POLICIES.length == 0;
    }

    private long apply() {
        GenericKubernetesResource done =
                (GenericKubernetesResource) client.resource("""
                        apiVersion: shortpath.dev/v1alpha1
                        kind: StorageProfile
                        metadata: {name: %s}
                        spec:
                          disks:
                          - name: all
                            match: {}
                            errorPolicy: %s
                        """.formatted(name, POLICIES[made % POLICIES.length]))
                        .fieldManager("bench")
                        .forceConflicts()
                        .serverSideApply();
        generation = done.getMetadata().getGeneration();
        return generation;
    }
}
