package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a VM refers to, by name: the way back from a changed object to the VMs that it concerns. */
public final class References {

    private References() {}

    public static Optional<String> profileLabel(JsonNode vm) {
        return text(vm.path("metadata").path("labels").path(Keys.PROFILE));
    }

    /** The profile whose values the VM carries. */
    public static Optional<String> appliedProfile(JsonNode vm) {
        return text(vm.path("metadata").path("annotations").path(Keys.APPLIED))
                .map(note -> AppliedNote.read(Optional.of(note)).profile())
                .filter(p -> !p.isEmpty());
    }

    /** `namespace/name` of the claims (and so DataVolumes) behind the VM's volumes and of its templates. */
    public static List<String> claims(JsonNode vm) {
        String namespace = vm.at("/metadata/namespace").asText("");
        List<String> names = new ArrayList<>();
        vm.at("/spec/template/spec/volumes")
                .forEach(v -> Stream.of(
                                v.at("/persistentVolumeClaim/claimName"),
                                v.at("/dataVolume/name"),
                                v.at("/ephemeral/persistentVolumeClaim/claimName"))
                        .forEach(n -> text(n).ifPresent(names::add)));
        vm.at("/spec/dataVolumeTemplates")
                .forEach(t -> text(t.at("/metadata/name")).ifPresent(names::add));
        return names.stream().distinct().map(n -> namespace + "/" + n).toList();
    }

    /** The VM's instancetype, preference and their revisions: `Kind/name`, each in the VM's namespace or in none. */
    public static List<String> types(JsonNode vm) {
        List<String> found = new ArrayList<>();
        typed(vm.at("/spec/instancetype"), "VirtualMachineClusterInstancetype", found);
        typed(vm.at("/spec/preference"), "VirtualMachineClusterPreference", found);
        Stream.of(
                        "/spec/instancetype/revisionName",
                        "/spec/preference/revisionName",
                        "/status/instancetypeRef/controllerRevisionRef/name",
                        "/status/preferenceRef/controllerRevisionRef/name")
                .forEach(at -> text(vm.at(at)).ifPresent(n -> found.add("controllerrevision/" + n)));
        return found.stream().distinct().toList();
    }

    /** What {@link #types} has for an instancetype, a preference or a revision. */
    public static String typeOf(JsonNode object) {
        return object.path("kind").asText("").toLowerCase(Locale.ROOT)
                + "/"
                + object.at("/metadata/name").asText("");
    }

    private static void typed(JsonNode matcher, String defaultKind, List<String> found) {
        text(matcher.path("name")).ifPresent(name -> {
            String kind = text(matcher.path("kind")).orElse(defaultKind).toLowerCase(Locale.ROOT);
            // KubeVirt takes the plural as well.
            found.add((kind.endsWith("s") ? kind.substring(0, kind.length() - 1) : kind) + "/" + name);
        });
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }
}
