package dev.shortpath.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link of the documentation leads somewhere, and every file that a command names is there. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern IN_CHECKOUT =
            Pattern.compile("(?<![\\w/.-])(?:deploy|crds|src|helm)/[\\w./-]+(?<![.])");

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<String> broken = new ArrayList<>();
        for (Chapter page : Chapter.all()) {
            LINK.matcher(CODE.matcher(page.prose()).replaceAll(""))
                    .results()
                    .map(l -> l.group(1))
                    .filter(l -> !l.matches("[a-z]+:.*"))
                    .filter(l -> !leads(page, l))
                    .forEach(l -> broken.add(page + ": " + l));
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void everyFileThatACommandNamesIsThere() {
        List<String> missing = new ArrayList<>();
        for (Chapter page : Chapter.all()) {
            for (Chapter.Block block : page.blocks()) {
                if (block.info().isEmpty() || block.info().equals("console")) {
                    IN_CHECKOUT
                            .matcher(block.text())
                            .results()
                            .map(MatchResult::group)
                            .filter(f -> !Files.exists(Path.of(f)))
                            .forEach(f -> missing.add(block + ": " + f));
                }
            }
        }
        assertThat(missing)
                .as("files that commands name and that are not there")
                .isEmpty();
    }

    private static boolean leads(Chapter page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || anchors(Chapter.of(target)).contains(link.substring(hash + 1)));
    }

    /** A heading's anchor, as GitHub makes it. */
    private static Set<String> anchors(Chapter page) {
        return HEADING.matcher(page.prose())
                .results()
                .map(h -> h.group(1).strip().toLowerCase(Locale.ROOT))
                .map(h -> h.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
