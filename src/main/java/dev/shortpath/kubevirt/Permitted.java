package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Owner;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.PermitList;
import dev.shortpath.plan.passthrough.Permits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** permittedHostDevices of the KubeVirt CR: as facts, and as a JSON Patch that changes it. */
public final class Permitted {
    private static final String HCO = "HyperConverged";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final List<String> PERMITTED = List.of("spec", "configuration", "permittedHostDevices");
    private static final List<String> PCI = Layout.below(PERMITTED, "pciHostDevices");
    private static final List<String> NOTE = List.of("metadata", "annotations", Keys.PERMITTED);

    private Permitted() {}

    /** What a KubeVirt CR permits, and what of it is ours. */
    public static PermitList of(JsonNode kubevirt) {
        JsonNode permitted = Tree.at(kubevirt, PERMITTED.toArray(String[]::new));
        Optional<List<Permit>> pci = permitted.isMissingNode() || permitted.isNull()
                ? Optional.empty()
                : Optional.of(Tree.list(permitted, "pciHostDevices").stream()
                        .map(PermitNote::permit)
                        .toList());
        Set<String> others = new HashSet<>();
        Stream.of("mediatedDevices", "usb")
                .flatMap(list -> Tree.list(permitted, list).stream())
                .forEach(d -> Tree.text(d, "resourceName").ifPresent(others::add));
        return new PermitList(pci, others, PermitNote.of(kubevirt).set(), owner(kubevirt));
    }

    /** HCO writes the CR from its HyperConverged CR, and takes out what is not there; GitOps tools do likewise. */
    private static Optional<Owner> owner(JsonNode kubevirt) {
        boolean owned = Tree.list(kubevirt, "metadata", "ownerReferences").stream()
                .anyMatch(o -> Tree.text(o, "kind").equals(Optional.of(HCO)));
        boolean labelled = Tree.text(Tree.at(kubevirt, "metadata", "labels"), MANAGED_BY)
                .filter("hco-operator"::equals)
                .isPresent();
        return owned || labelled
                ? Optional.of(new Owner(
                        "the operator of the HyperConverged CR",
                        owned ? "metadata.ownerReferences" : "label " + MANAGED_BY + ": hco-operator"))
                : Owners.of(kubevirt);
    }

    /**
     * The JSON Patch (RFC 6902) that carries out a decision, guarded by the CR's uid, generation, list and note: it fails where
     * the CR is not the one that was decided on.
     */
    public static ArrayNode patch(JsonNode kubevirt, Permits permits) {
        Edit edit = new Edit((ObjectNode) kubevirt, PermitNote.of(kubevirt).made());
        permits.remove().forEach(p -> remove(edit, p));
        permits.add().forEach(p -> edit.append(PCI, PermitNote.entry(p.selector(), p.resource())));
        Set<String> made = new HashSet<>(edit.made());
        if (permits.remembered().isEmpty()) {
            edit.remove(NOTE);
        } else {
            String note = new PermitNote(permits.remembered(), made).text();
            edit.put(NOTE, TextNode.valueOf(note));
        }
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        guard(patch, edit, kubevirt);
        return patch.addAll(edit.operations());
    }

    private static void remove(Edit edit, Permit permit) {
        JsonNode list = edit.at(PCI);
        for (int i = 0; i < list.size(); i++) {
            if (PermitNote.permit(list.get(i)).equals(permit)) {
                edit.remove(Layout.below(PCI, String.valueOf(i)));
                return;
            }
        }
    }

    /** That a member is absent is tested with null, and its parent where that is missing, as {@link Guards} says. */
    private static void guard(ArrayNode patch, Edit edit, JsonNode kubevirt) {
        Edit before = new Edit((ObjectNode) kubevirt, Set.of());
        for (List<String> path :
                List.of(List.of("metadata", "uid"), List.of("metadata", "generation"), PERMITTED, NOTE)) {
            int length = path.size();
            while (length > 1 && missing(before.at(path.subList(0, length - 1)))) {
                length--;
            }
            List<String> tested = path.subList(0, length);
            JsonNode value = before.at(tested);
            patch.add(Edit.operation("test", tested).set("value", missing(value) ? NullNode.getInstance() : value));
        }
    }

    private static boolean missing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
