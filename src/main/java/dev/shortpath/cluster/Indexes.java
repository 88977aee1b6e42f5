package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Io;
import dev.shortpath.api.Verdict;
import dev.shortpath.kubevirt.HookSidecar;
import dev.shortpath.kubevirt.References;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The ways back: under which values an object is found besides its name. */
public final class Indexes {
    /** VMs by the profile that their label names or their values come from; StoragePaths by the one in their status. */
    public static final String BY_PROFILE = "profile";

    /** VMs by namespace. */
    public static final String BY_NAMESPACE = "namespace";

    /** VMs by claim, `namespace/name`. */
    public static final String BY_CLAIM = "claim";

    /** VMs by instancetype, preference and revision, as {@link References#typeOf} spells them. */
    public static final String BY_TYPE = "type";

    /** VMs that a label binds or that carry values of ours, under {@link #YES}. */
    public static final String OURS = "ours";

    public static final String YES = "yes";

    /**
     * By namespace: VMs whose template asks for what a hook carries out, StoragePaths whose decisions do, and VMIs that have
     * the hook sidecar.
     */
    public static final String HOOKED = "hooked";

    private Indexes() {}

    static Map<String, Function<JsonNode, List<String>>> of(Watched kind) {
        return switch (kind) {
            case VM ->
                Map.of(
                        BY_PROFILE,
                        Indexes::profiles,
                        BY_NAMESPACE,
                        vm -> List.of(Key.of(vm).namespace()),
                        BY_CLAIM,
                        References::claims,
                        BY_TYPE,
                        References::types,
                        OURS,
                        vm -> profiles(vm).isEmpty() ? List.of() : List.of(YES),
                        HOOKED,
                        vm -> namespaceIf(HookSidecar.isAsked(vm), vm));
            case VMI -> Map.of(HOOKED, vmi -> namespaceIf(HookSidecar.isAttached(vmi), vmi));
            case PATH ->
                Map.of(
                        BY_PROFILE,
                        path -> {
                            String profile = path.at("/status/profile").asText("");
                            return profile.isEmpty() ? List.of() : List.of(profile);
                        },
                        HOOKED,
                        path -> namespaceIf(asksAHook(path), path));
            default -> Map.of();
        };
    }

    private static boolean asksAHook(JsonNode path) {
        return StreamSupport.stream(path.at("/status/decisions").spliterator(), false)
                .filter(d -> d.path("decision").asText().equals(Verdict.SET.word()))
                .anyMatch(d -> d.path("value").asText().equals(Io.IO_URING.word())
                        || d.path("reason").asText().equals(DecisionReason.HOOK_SIDECAR_READY.word()));
    }

    private static List<String> namespaceIf(boolean holds, JsonNode object) {
        return holds ? List.of(Key.of(object).namespace()) : List.of();
    }

    private static List<String> profiles(JsonNode vm) {
        return Stream.concat(References.profileLabel(vm).stream(), References.appliedProfile(vm).stream())
                .distinct()
                .toList();
    }
}
