package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a VM's reference to an instancetype or preference leads.
 *
 * <p>KubeVirt's order (pkg/instancetype/find/revision.go, spec.go): the ControllerRevision that the VM's spec names, then the one
 * that its status names while it was made of the object that the spec names, then the object itself.
 */
sealed interface Referred {
    /** The VM refers to none. */
    record ToNothing() implements Referred {}

    /** @param name kind and name, for a person */
    record To(String name, JsonNode spec) implements Referred {}

    /** It cannot be had. */
    record Lost(String name, String why) implements Referred {}

    /** The label of a ControllerRevision that names the object it was made of. */
    String OBJECT_NAME = "instancetype.kubevirt.io/object-name";

    default Optional<To> found() {
        return this instanceof To to ? Optional.of(to) : Optional.empty();
    }

    default Optional<String> what() {
        return switch (this) {
            case ToNothing n -> Optional.empty();
            case To to -> Optional.of(to.name());
            case Lost lost -> Optional.of(lost.name());
        };
    }

    default Optional<String> problem() {
        return this instanceof Lost lost ? Optional.of(lost.why()) : Optional.empty();
    }

    static Referred instancetype(World world, JsonNode vm) {
        return new Reference(
                        world,
                        vm,
                        "instancetype",
                        "instancetypeRef",
                        "VirtualMachineInstancetype",
                        "VirtualMachineClusterInstancetype")
                .follow();
    }

    static Referred preference(World world, JsonNode vm) {
        return new Reference(
                        world,
                        vm,
                        "preference",
                        "preferenceRef",
                        "VirtualMachinePreference",
                        "VirtualMachineClusterPreference")
                .follow();
    }

    /** One of the two references of a VM: its member in spec and status, and the kinds that it may name. */
    record Reference(World world, JsonNode vm, String member, String statusMember, String kind, String clusterKind) {

        Referred follow() {
            JsonNode matcher = Tree.at(vm, "spec", member);
            if (!matcher.isObject()) {
                return new ToNothing();
            }
            Optional<String> pinned = Tree.text(matcher, "revisionName");
            if (pinned.isPresent()) {
                return revision(pinned.get());
            }
            Optional<String> name = Tree.text(matcher, "name");
            if (name.isEmpty()) {
                return new Lost(
                        member,
                        "The VM's " + member + " has no name yet"
                                + (Tree.has(matcher, "inferFromVolume")
                                        ? ": KubeVirt infers it from a volume when the VM is created."
                                        : "; write spec." + member + ".name."));
            }
            return seen(name.get()).orElseGet(() -> live(matcher, name.get()));
        }

        /** What the VM's status remembers of it, while that is of the object that the spec names. */
        private Optional<Referred> seen(String name) {
            return Tree.text(vm, "status", statusMember, "controllerRevisionRef", "name")
                    .filter(revision -> world.find(Kinds.CONTROLLER_REVISION, Tree.namespace(vm), revision)
                            .there()
                            .flatMap(r -> Tree.text(r, "metadata", "labels", OBJECT_NAME))
                            .orElse(name)
                            .equals(name))
                    .map(this::revision);
        }

        private Referred revision(String name) {
            String what = member + " (ControllerRevision " + name + ")";
            return of(
                    world.find(Kinds.CONTROLLER_REVISION, Tree.namespace(vm), name),
                    what,
                    "the ControllerRevision " + name + " of its " + member,
                    "data",
                    "spec");
        }

        private Referred live(JsonNode matcher, String name) {
            String word = Tree.text(matcher, "kind").orElse("").toLowerCase(Locale.ROOT);
            boolean cluster =
                    List.of("", lower(clusterKind), lower(clusterKind) + "s").contains(word);
            if (!cluster && !List.of(lower(kind), lower(kind) + "s").contains(word)) {
                return new Lost(
                        member + " " + name,
                        "The VM's " + member + " is of kind "
                                + Tree.text(matcher, "kind").orElse("") + ", which KubeVirt does not know; it takes "
                                + kind + " and " + clusterKind + ".");
            }
            String what = (cluster ? clusterKind : kind) + " " + name;
            String group = ".instancetype.kubevirt.io";
            World.Found found = cluster
                    ? world.find(clusterKind + group, "", name)
                    : world.find(kind + group, Tree.namespace(vm), name);
            return of(found, what, "the " + what, "spec");
        }

        private static String lower(String kind) {
            return kind.toLowerCase(Locale.ROOT);
        }

        private static Referred of(World.Found found, String what, String phrase, String... path) {
            return switch (found) {
                case World.Found.There there ->
                    Tree.at(there.object(), path).isObject()
                            ? new To(what, Tree.at(there.object(), path))
                            : new Lost(what, "The VM names " + phrase + ", which holds no spec.");
                case World.Found.NotThere none ->
                    new Lost(
                            what,
                            "The VM names " + phrase + ", which is not there; KubeVirt starts the VM once it is.");
                case World.Found.NotRead none -> new Lost(what, "The VM names " + phrase + ", which is not read yet.");
            };
        }
    }
}
