package dev.shortpath.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.Word;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md says of every reason what to do, once: under a heading of its own, or in the table of those that need nothing. */
class TroubleshootingTest {
    private static final Pattern ENTRY = Pattern.compile("(?m)^(?:### |\\| )`(\\w+)`");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### `(\\w+)`\\n(.*?)(?=^##|\\z)");

    private final String text = Chapter.of(Path.of("docs/troubleshooting.md")).text();

    @Test
    void everyReasonHasOneEntryAndNoEntryIsOfAnythingElse() {
        TreeSet<String> words = Stream.of(DecisionReason.values(), PathReason.values(), ProfileReason.values())
                .flatMap(Stream::of)
                .map(Word.class::cast)
                .map(Word::word)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> entries =
                ENTRY.matcher(text).results().map(e -> e.group(1)).sorted().toList();
        assertThat(entries).containsExactlyElementsOf(words);
    }

    @Test
    void everySectionSaysWhatMendsIt() {
        assertThat(SECTION.matcher(text).results().toList())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.group(2)).as(s.group(1)).contains("**Mend**"));
    }
}
