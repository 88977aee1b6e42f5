package dev.shortpath.cli.map;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Markup in the making. Text and the values of attributes are escaped here and nowhere else, so that nothing which a cluster names can
 * become markup; tags and attributes' names are ours alone.
 */
final class Html {
    private static final Set<String> INLINE =
            Set.of("a", "b", "bdi", "code", "small", "span", "strong", "svg", "rect", "title", "th", "td");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>");
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds text alone. */
    Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** What can be folded; a summary comes first in it. */
    Html details(String style, boolean unfolded) {
        return unfolded ? open("details", "class", style, "open", "") : open("details", "class", style);
    }

    /** An element without an end, such as meta. */
    Html lone(String tag, String... attributes) {
        tag(tag, attributes);
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** Our own style sheet, which is no text of HTML: what would end it early is a mistake of ours. */
    Html style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("a style sheet cannot hold </");
        }
        out.append("\n<style>").append(css).append("</style>");
        return this;
    }

    private void tag(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("an attribute of " + tag + " without a value: " + attributes[0]);
        }
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n' -> out.append((char) c);
                default -> out.appendCodePoint(shown(c) ? c : 0xFFFD);
            }
        });
    }

    /** Not what a page cannot hold, nor what turns the direction of the text around it. */
    private static boolean shown(int c) {
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F;
        boolean none = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF || c >= 0xD800 && c <= 0xDFFF;
        return !turns && !none && !Character.isISOControl(c);
    }

    /** The whole page; everything that was opened is closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out + "\n";
    }
}
