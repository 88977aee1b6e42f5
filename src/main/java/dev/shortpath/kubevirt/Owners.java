package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Owner;
import java.util.List;
import java.util.Optional;

/** Who writes a VM's manifest again and again: a GitOps tool or a controller (API.md section 5, `Auto`). */
final class Owners {
    private static final String ARGO_ID = "argocd.argoproj.io/tracking-id";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String ARGO_MANAGER = "argocd-controller";
    private static final List<String> FLUX = List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name");

    private Owners() {}

    static Optional<Owner> of(JsonNode vm) {
        return argo(vm).or(() -> flux(vm)).or(() -> controller(vm));
    }

    /** The label alone proves nothing, since many charts set it (facts/gitops.md). */
    private static Optional<Owner> argo(JsonNode vm) {
        if (Tree.has(Tree.at(vm, "metadata", "annotations"), ARGO_ID)) {
            return Optional.of(new Owner("Argo CD", "annotation " + ARGO_ID));
        }
        boolean labelled = Tree.has(Tree.at(vm, "metadata", "labels"), INSTANCE);
        boolean managed = Tree.list(vm, "metadata", "managedFields").stream()
                .anyMatch(entry -> Tree.text(entry, "manager").equals(Optional.of(ARGO_MANAGER)));
        return labelled && managed
                ? Optional.of(new Owner("Argo CD", "label " + INSTANCE + " and field manager " + ARGO_MANAGER))
                : Optional.empty();
    }

    private static Optional<Owner> flux(JsonNode vm) {
        return FLUX.stream()
                .filter(label -> Tree.has(Tree.at(vm, "metadata", "labels"), label))
                .findFirst()
                .map(label -> new Owner("Flux", "label " + label));
    }

    private static Optional<Owner> controller(JsonNode vm) {
        return Tree.list(vm, "metadata", "ownerReferences").stream()
                .filter(owner -> Tree.isTrue(owner, "controller"))
                .findFirst()
                .map(owner -> new Owner(
                        Tree.text(owner, "kind").orElse("controller") + " " + Tree.namespace(vm) + "/"
                                + Tree.text(owner, "name").orElse(""),
                        "metadata.ownerReferences"));
    }
}
