package dev.shortpath.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines of a given width, between words; a longer word is broken after a mark, else where it must be. */
final class Paragraph {
    private static final String MARKS = "/-.,:=_";

    private Paragraph() {}

    /**
     * @param first what the first line begins with; the others are indented by as much as `indent`
     * @param width columns, at least 20 more than the indent
     */
    static List<String> lines(String first, String text, int indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean begun = false;
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            while (length(line) + (begun ? 1 : 0) + length(rest) > width) {
                if (begun) {
                    lines.add(line.toString());
                    line = new StringBuilder(" ".repeat(indent));
                    begun = false;
                    continue;
                }
                int cut = cut(rest, width - length(line));
                lines.add(line + rest.substring(0, cut));
                line = new StringBuilder(" ".repeat(indent));
                rest = rest.substring(cut);
            }
            line.append(begun ? " " : "").append(rest);
            begun = true;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Where a word is cut so that its first part is no longer than `room`. */
    private static int cut(String word, int room) {
        int most = word.offsetByCodePoints(0, Math.max(1, Math.min(room, length(word) - 1)));
        for (int i = most; i > most / 2; i--) {
            if (MARKS.indexOf(word.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return most;
    }

    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
