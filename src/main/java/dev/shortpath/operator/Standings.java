package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.PathConditions;
import dev.shortpath.cluster.Watched;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How VMs stand by their StoragePaths, read once for each version: StoragePaths are kept packed, and a profile's tally asks for
 * all of them again and again.
 */
final class Standings implements Caches.Listener {
    private final Answers paths;
    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    /**
     * How one VM stands.
     *
     * @param profile the profile that its report names; empty: none
     * @param message why it fails to comply; empty where it does not
     * @param hindrance the reason why the VM does not carry the plan
     */
    record Standing(
            Key vm, String profile, Compliance compliance, String reason, String message, Optional<String> hindrance) {
        boolean fails() {
            return Standings.fails(compliance);
        }
    }

    private record Seen(long version, Standing standing) {}

    Standings(Answers paths) {
        this.paths = paths;
    }

    /** Of the newest StoragePath that we know of; empty: there is none. */
    Optional<Standing> of(Key vm) {
        // Before the report itself: what is kept must not pass for newer than it is.
        OptionalLong version = paths.newestVersion(vm);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Seen known = seen.get(vm);
        if (known == null || known.version() != version.getAsLong()) {
            Optional<Standing> now = paths.newest(vm).map(p -> read(vm, p));
            now.ifPresent(s -> seen.put(vm, new Seen(version.getAsLong(), s)));
            return now;
        }
        return Optional.of(known.standing());
    }

    private static Standing read(Key vm, JsonNode path) {
        JsonNode status = path.path("status");
        Compliance compliance = Arrays.stream(Compliance.values())
                .filter(c -> c.word().equals(status.path("compliance").asText()))
                .findFirst()
                .orElse(Compliance.UNKNOWN);
        return new Standing(
                vm,
                status.path("profile").asText(""),
                compliance,
                status.path("reason").asText(ProfileReason.PENDING.word()),
                fails(compliance) ? status.path("message").asText("") : "",
                hindrance(status));
    }

    private static boolean fails(Compliance compliance) {
        return switch (compliance) {
            case NON_COMPLIANT, UNKNOWN, OUT_OF_DATE -> true;
            case NOT_APPLICABLE, COMPLIANT -> false;
        };
    }

    private static Optional<String> hindrance(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(PathConditions.APPLIED)
                    && condition.path("status").asText().equals("False")) {
                return Optional.of(condition.path("reason").asText());
            }
        }
        return Optional.empty();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (kind == Watched.PATH && after.isEmpty()) {
            seen.remove(Key.of(before.orElseThrow()));
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        // Nothing to forget.
    }
}
