package dev.shortpath.plan;

import dev.shortpath.api.Keys;
import dev.shortpath.facts.Applied;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** How long the annotation `shortpath.dev/applied` becomes, of which an API server takes 256 KiB for all annotations. */
final class Remembered {
    /** For what the patch adds: the parents that it makes. */
    private static final int PARENTS = 1024;

    private Remembered() {}

    /** What an API server takes for all annotations of an object, names included. */
    private static final int ALL_ANNOTATIONS = 256 * 1024;

    /**
     * The most bytes that a record may have.
     *
     * @param annotations what the VM carries: with more than the API server takes, nobody could write the VM any more
     */
    static int room(Map<String, String> annotations) {
        int others = annotations.entrySet().stream()
                .filter(a -> !a.getKey().equals(Keys.APPLIED))
                .mapToInt(a -> length(a.getKey()) + length(a.getValue()))
                .sum();
        return Math.clamp((long) ALL_ANNOTATIONS - others - length(Keys.APPLIED), 0, Applied.MOST_BYTES);
    }

    /** Whether a record is too long to be written. */
    static boolean tooLong(Applied applied, int room) {
        return bytes(applied) + PARENTS > room;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The bytes of a record as compact JSON, its members' names and punctuation counted in full. */
    static int bytes(Applied applied) {
        int bytes = 64 + text(applied.vm()) + text(applied.restore()) + text(Optional.of(applied.profile()));
        for (Applied.Entry entry : applied.entries()) {
            bytes += 6
                    + named("disk", entry.disk())
                    + named("field", Optional.of(entry.field().path()))
                    + named("to", Optional.of(entry.to()))
                    + named("was", entry.was());
        }
        for (String pointer : applied.made()) {
            bytes += text(Optional.of(pointer));
        }
        return bytes;
    }

    private static int named(String member, Optional<String> value) {
        return value.isEmpty() ? 0 : member.length() + 4 + text(value);
    }

    private static int text(Optional<String> value) {
        return value.map(v -> v.getBytes(StandardCharsets.UTF_8).length
                        + 3
                        + (int) v.chars().filter(c -> c == '"' || c == '\\').count())
                .orElse(0);
    }
}
