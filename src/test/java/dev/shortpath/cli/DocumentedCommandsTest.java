package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.docs.Chapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands of the documentation that ask files alone are run. In a block `console` a line with $ is a command, and what follows
 * is what it prints; a line of three dots stands for any lines. Files are the page's own YAML blocks whose first line names
 * them, or those of the checkout.
 */
class DocumentedCommandsTest {
    private static final String ELLIPSIS = "...";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> aCommandPrintsWhatThePageShows() {
        return Chapter.all().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(b -> b.info().equals("console"))
                        .flatMap(b -> shown(b).stream())
                        .filter(s -> asksFiles(s.command()))
                        .map(s -> DynamicTest.dynamicTest(s.toString(), () -> check(page, s))));
    }

    @Test
    void everyOtherCommandOfAPageThatAsksFilesIsUnderstood() {
        List<String> lines = Chapter.all().stream()
                .flatMap(p -> p.blocks().stream())
                .filter(b -> b.info().isEmpty())
                .flatMap(b -> b.text().lines())
                .map(l -> l.replaceFirst(" +#.*", "").strip())
                .filter(l -> asksFiles(l) && !l.contains("|"))
                .toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            Ran ran = Ran.of(arguments(line));
            assertThat(ran.code()).as(line + ": " + ran.err()).isNotEqualTo(Cli.BAD_INPUT);
        });
    }

    @Test
    void threeDotsStandForAnyLines() {
        assertThat(matches(List.of("a", ELLIPSIS, "d"), List.of("a", "b", "c", "d")))
                .isTrue();
        assertThat(matches(List.of("a", ELLIPSIS), List.of("a"))).isTrue();
        assertThat(matches(List.of("a", ELLIPSIS, "d"), List.of("a", "b", "c"))).isFalse();
        assertThat(matches(List.of("a", "d"), List.of("a", "b", "d"))).isFalse();
        assertThat(matches(List.of("a"), List.of("a", "b"))).isFalse();
    }

    private record Shown(Chapter.Block block, String command, List<String> output) {
        @Override
        public String toString() {
            return block + ": " + command;
        }
    }

    private void check(Chapter page, Shown shown) throws IOException {
        Path files = Files.createTempDirectory(folder, "page");
        for (Chapter.Block block : page.blocks()) {
            if (block.file().isPresent()) {
                Files.writeString(files.resolve(block.file().get()), block.text());
            }
        }
        String[] arguments = Arrays.stream(arguments(shown.command()))
                .map(a -> Files.exists(files.resolve(a)) ? files.resolve(a).toString() : a)
                .toArray(String[]::new);
        Ran ran = Ran.of(arguments);
        assertThat(ran.err()).as("stderr of %s", shown).isEmpty();
        assertThat(matches(shown.output(), lines(ran.out())))
                .as("%s prints:%n%s", shown, ran.out())
                .isTrue();
    }

    /** Nobody types the blanks at which explain breaks no line. */
    private static List<String> lines(String out) {
        return out.replace(Page.HARD_BLANK, ' ').stripTrailing().lines().toList();
    }

    private static List<Shown> shown(Chapter.Block block) {
        List<Shown> all = new ArrayList<>();
        for (String line : block.text().stripTrailing().lines().toList()) {
            if (line.startsWith("$ ")) {
                all.add(new Shown(block, line.substring(2), new ArrayList<>()));
            } else if (!all.isEmpty()) {
                all.getLast().output().add(line);
            }
        }
        all.forEach(s -> {
            while (!s.output().isEmpty() && s.output().getLast().isBlank()) {
                s.output().removeLast();
            }
        });
        return all;
    }

    private static boolean asksFiles(String command) {
        return command.matches("(target/)?shortpath (render|explain|audit) -f .*") && !command.endsWith("-f -");
    }

    private static String[] arguments(String command) {
        return command.replaceFirst("^\\S+ ", "").split(" +");
    }

    private static boolean matches(List<String> pattern, List<String> lines) {
        if (pattern.isEmpty()) {
            return lines.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.getFirst().strip().equals(ELLIPSIS)) {
            return matches(rest, lines) || !lines.isEmpty() && matches(pattern, lines.subList(1, lines.size()));
        }
        return !lines.isEmpty()
                && pattern.getFirst().equals(lines.getFirst())
                && matches(rest, lines.subList(1, lines.size()));
    }
}
