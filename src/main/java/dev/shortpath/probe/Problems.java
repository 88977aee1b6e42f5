package dev.shortpath.probe;

import dev.shortpath.facts.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What could not be read, each said once; what is beyond {@link #MOST} is counted. */
final class Problems {
    static final int MOST = 64;

    private static final int LONGEST = 512;
    private static final int EXCERPT = 40;

    private final Set<String> said = new LinkedHashSet<>();
    private int more;

    void add(String path, String what) {
        String sentence = Excerpt.of(printable(path) + ": " + what, LONGEST);
        if (said.contains(sentence)) {
            return;
        }
        if (said.size() < MOST - 1) {
            said.add(sentence);
        } else {
            more++;
        }
    }

    List<String> list() {
        List<String> all = new ArrayList<>(said);
        if (more > 0) {
            all.add("and " + more + " more problems of this kind");
        }
        return all;
    }

    /** What stands there instead, short enough for a sentence. */
    static String excerpt(String text) {
        return text.isEmpty() ? "it is empty" : "`" + Excerpt.of(printable(text), EXCERPT) + "`";
    }

    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }
}
