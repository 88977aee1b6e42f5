package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Volume;
import dev.shortpath.facts.VolumeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A VM's volumes, with the claims behind them and the templates that make them. */
final class Volumes {
    private static final Map<String, VolumeType> TYPES = types();

    private final World world;
    private final JsonNode vm;
    private final Map<String, JsonNode> byName = new LinkedHashMap<>();
    private final List<JsonNode> templates;

    private Volumes(World world, JsonNode vm) {
        this.world = world;
        this.vm = vm;
        this.templates = Tree.list(vm, "spec", "dataVolumeTemplates");
        Tree.list(vm, "spec", "template", "spec", "volumes")
                .forEach(v -> Tree.text(v, "name").ifPresent(name -> byName.putIfAbsent(name, v)));
    }

    static Volumes of(World world, JsonNode vm) {
        return new Volumes(world, vm);
    }

    private static Map<String, VolumeType> types() {
        Map<String, VolumeType> types = new LinkedHashMap<>();
        types.put("dataVolume", VolumeType.DATA_VOLUME);
        types.put("persistentVolumeClaim", VolumeType.PERSISTENT_VOLUME_CLAIM);
        types.put("containerDisk", VolumeType.CONTAINER_DISK);
        types.put("emptyDisk", VolumeType.EMPTY_DISK);
        types.put("ephemeral", VolumeType.EPHEMERAL);
        types.put("hostDisk", VolumeType.HOST_DISK);
        types.put("cloudInitNoCloud", VolumeType.CLOUD_INIT);
        types.put("cloudInitConfigDrive", VolumeType.CLOUD_INIT);
        types.put("sysprep", VolumeType.SYSPREP);
        types.put("configMap", VolumeType.CONFIG);
        types.put("secret", VolumeType.CONFIG);
        types.put("downwardAPI", VolumeType.CONFIG);
        types.put("serviceAccount", VolumeType.CONFIG);
        return types;
    }

    Set<String> names() {
        return byName.keySet();
    }

    Volume named(String name) {
        return Optional.ofNullable(byName.get(name)).map(v -> volume(name, v)).orElseGet(() -> Volume.missing(name));
    }

    private Volume volume(String name, JsonNode volume) {
        String source = TYPES.keySet().stream()
                .filter(t -> Tree.has(volume, t))
                .findFirst()
                .orElse("");
        VolumeType type = TYPES.getOrDefault(source, VolumeType.OTHER);
        Optional<String> claim = claimName(volume, type);
        return new Volume(
                name,
                type,
                Tree.isTrue(volume, source, "hotpluggable"),
                type.claimed() ? claim.flatMap(this::template) : Optional.empty(),
                claim.map(this::claim));
    }

    /** A DataVolume's claim has its name. */
    static Optional<String> claimName(JsonNode volume, VolumeType type) {
        return switch (type) {
            case DATA_VOLUME -> Tree.text(volume, "dataVolume", "name");
            case PERSISTENT_VOLUME_CLAIM -> Tree.text(volume, "persistentVolumeClaim", "claimName");
            case EPHEMERAL -> Tree.text(volume, "ephemeral", "persistentVolumeClaim", "claimName");
            default -> Optional.empty();
        };
    }

    private Claim claim(String name) {
        return switch (world.find(Kinds.CLAIM, Tree.namespace(vm), name)) {
            case World.Found.There there -> Claims.of(there.object());
            case World.Found.NotThere none -> Claim.absent(name);
            case World.Found.NotRead none -> Claim.unknown(name);
        };
    }

    private Optional<Template> template(String name) {
        for (int i = 0; i < templates.size(); i++) {
            if (Tree.name(templates.get(i)).equals(name)) {
                return Optional.of(template(name, i, templates.get(i)));
            }
        }
        return Optional.empty();
    }

    private Template template(String name, int index, JsonNode entry) {
        boolean storage = !Tree.has(entry, "spec", "pvc");
        return new Template(
                name,
                index,
                storage,
                Tree.has(entry, "spec", "source", "blank"),
                Spelling.ofTemplate(entry, storage),
                Tree.texts(entry, "spec", storage ? "storage" : "pvc", "accessModes"),
                made(name));
    }

    /** Whether what the template makes is there: its DataVolume, or a claim of that name. */
    private Presence made(String name) {
        List<World.Found> found = List.of(
                world.find(Kinds.DATA_VOLUME, Tree.namespace(vm), name),
                world.find(Kinds.CLAIM, Tree.namespace(vm), name));
        return found.stream().anyMatch(f -> f.there().isPresent())
                ? Presence.PRESENT
                : found.stream().anyMatch(World.Found.NotRead.class::isInstance) ? Presence.UNKNOWN : Presence.ABSENT;
    }
}
