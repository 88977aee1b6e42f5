package dev.shortpath.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path in the checkout
 */
public record Chapter(Path path, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n`]*)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("\\A# ([a-z0-9-]+\\.yaml)\\n");

    /**
     * What stands between two fences.
     *
     * @param info what the opening fence says: `yaml`, `yaml fragment`, `console`, or nothing
     * @param line the number of the opening fence's line
     */
    public record Block(String info, String text, Path page, int line) {
        /** The file as which the page tells to save it, in its first line. */
        public Optional<String> file() {
            Matcher name = FILE.matcher(text);
            return name.find() ? Optional.of(name.group(1)) : Optional.empty();
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** Every page of `docs`, and the README. */
    public static List<Chapter> all() {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            files.filter(f -> f.toString().endsWith(".md")))
                    .sorted()
                    .map(Chapter::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Chapter of(Path path) {
        try {
            return new Chapter(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            int line = (int) text.substring(0, block.start()).lines().count() + 1;
            blocks.add(new Block(block.group(1).strip(), block.group(2), path, line));
        }
        return blocks;
    }

    /** The page without its blocks. */
    public String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
