package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.facts.Owner;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static java.util.Optional<String> what(String metadata) {
        return Owners.of(Yaml.document("{metadata: {name: db, namespace: shop, " + metadata + "}}"))
                .map(Owner::what);
    }

    @Test
    void knowsArgoCdByItsAnnotation() {
        assertThat(what("annotations: {argocd.argoproj.io/tracking-id: 'a:b/c'}"))
                .contains("Argo CD");
    }

    @Test
    void takesArgoCdsLabelOnlyTogetherWithItsManager() {
        String label = "labels: {app.kubernetes.io/instance: shop}";
        assertThat(what(label)).isEmpty();
        assertThat(what(label + ", managedFields: [{manager: kubectl}, {manager: argocd-controller}]"))
                .contains("Argo CD");
        assertThat(what("managedFields: [{manager: argocd-controller}]")).isEmpty();
    }

    @Test
    void knowsFluxByItsLabels() {
        assertThat(what("labels: {kustomize.toolkit.fluxcd.io/name: shop}")).contains("Flux");
        assertThat(what("labels: {helm.toolkit.fluxcd.io/name: shop}")).contains("Flux");
    }

    @Test
    void knowsAControllerByItsOwnerReference() {
        assertThat(what("ownerReferences: [{kind: VirtualMachinePool, name: web, controller: true}]"))
                .contains("VirtualMachinePool shop/web");
        assertThat(what("ownerReferences: [{kind: ConfigMap, name: web}]")).isEmpty();
    }

    @Test
    void findsNoOwnerWhereThereIsNone() {
        assertThat(what("labels: {a: b}")).isEmpty();
        assertThat(Owners.of(Yaml.document("{}"))).isEmpty();
    }
}
