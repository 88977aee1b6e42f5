package dev.shortpath.generate;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.ProfileCondition;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.Word;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** `docs/conditions.md`, from the enums of conditions and reasons. */
final class Reasons {
    private static final String TEXT = """
            # Conditions and reasons

            <!-- Generated from the enums of src/main/java/dev/shortpath/api by `make generate`; do not edit. -->

            Every condition, report and decision of Shortpath says why in one word, which stands here, and in a message for a
            person, which says what is so and what they can do. What to do about each: [troubleshooting.md](troubleshooting.md). Later
            versions may add words.

            ## Conditions of a StorageProfile

            Of `storageprofiles.shortpath.dev` (`shp`); wait for one with `kubectl wait shp/NAME --for=condition=Ready`.

            %s
            ## Reasons of a StorageProfile's conditions

            `Compliant` has the reason of the worst StoragePath when it is not True, and `Ready` that of the first condition
            that fails.

            %s
            ## Reasons of a StoragePath

            `status.reason` of `storagepaths.shortpath.dev` (`spath`), beside `status.compliance`.

            %s
            ## Reasons of a decision

            `status.decisions[].reason` of a StoragePath, and what `shortpath explain` prints.

            %s""";

    private Reasons() {}

    static String markdown() {
        return TEXT.formatted(
                table("condition", "True means", ProfileCondition.values(), ProfileCondition::meaning),
                table("reason", "what it says", ProfileReason.values(), ProfileReason::meaning),
                table("reason", "what it says", PathReason.values(), PathReason::meaning),
                table("reason", "what it says", DecisionReason.values(), DecisionReason::meaning));
    }

    private static <E extends Word> String table(String head, String says, E[] words, Function<E, String> meaning) {
        return Stream.of(words)
                .map(word -> "| `%s` | %s |%n".formatted(word.word(), Markdown.cell(meaning.apply(word))))
                .collect(Collectors.joining("", "| %s | %s |%n| --- | --- |%n".formatted(head, says), ""));
    }
}
