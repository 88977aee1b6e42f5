package dev.shortpath.cli;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Lines for a person, none wider than the window. Text is broken first and painted afterwards. */
final class Page {
    /** A blank at which no line is broken. */
    static final char HARD_BLANK = '\u00a0';

    /** What Unicode calls so, and what turns the direction of writing; blanks and ends of lines are broken elsewhere. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u202a-\u202e\u2066-\u2069&&[^\\s]]");

    private final StringBuilder text = new StringBuilder();
    private final Paint paint;
    private final int width;

    Page(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    Paint paint() {
        return paint;
    }

    void gap() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    void line(int indent, String line) {
        line(indent, line, UnaryOperator.identity());
    }

    void line(int indent, String line, UnaryOperator<String> paint) {
        hanging(" ".repeat(indent), line, indent, paint);
    }

    /** A line of a table, whose blanks stay. */
    void asIs(String line, UnaryOperator<String> paint) {
        text.append(paint.apply(harmless(line))).append('\n');
    }

    /** A word or mark, and text beside it that stays in its own column. */
    void beside(int indent, String label, int column, String body) {
        beside(indent, label, column, body, UnaryOperator.identity());
    }

    void beside(int indent, String label, int column, String body, UnaryOperator<String> paint) {
        String first = " ".repeat(indent) + label;
        int gap = column - Paragraph.length(first);
        hanging(gap > 0 ? first + " ".repeat(gap) : first + " ", body, column, paint);
    }

    private void hanging(String first, String body, int indent, UnaryOperator<String> paint) {
        for (String line : Paragraph.lines(harmless(first), harmless(body), indent, width)) {
            String blank = line.substring(0, line.length() - line.stripLeading().length());
            text.append(blank)
                    .append(paint.apply(line.substring(blank.length())))
                    .append('\n');
        }
    }

    /** Without what a terminal would obey: a StoragePath's words may be those of whoever owns a namespace. */
    private static String harmless(String words) {
        return CONTROL.matcher(words).replaceAll("\ufffd");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
