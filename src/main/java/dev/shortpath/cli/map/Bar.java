package dev.shortpath.cli.map;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many of each, as a bar and in words. */
record Bar(List<Part> parts) {
    private static final double WIDTH = 1000;
    /** One of ten thousand is to be seen too. */
    private static final double THINNEST = 6;

    private static final double GAP = 2;

    Bar {
        parts = parts.stream().filter(p -> p.count() > 0).toList();
    }

    /** @param meaning of the word, for who does not know it; may be empty */
    record Part(String word, String meaning, long count, Tone tone) {}

    long total() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    String words() {
        return parts.stream().map(p -> p.count() + " " + p.word()).collect(Collectors.joining(", "));
    }

    void draw(Html html) {
        html.open("svg", "class", "bar", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "role", "img");
        html.leaf("title", total() == 0 ? "none" : words());
        double room = WIDTH - (parts.size() - 1) * GAP - parts.size() * THINNEST;
        double x = 0;
        for (Part part : parts) {
            double width = THINNEST + room * part.count() / total();
            html.leaf(
                    "rect",
                    "",
                    "class",
                    "fill-" + part.tone().style(),
                    "x",
                    number(x),
                    "width",
                    number(width),
                    "height",
                    "10");
            x += width + GAP;
        }
        html.close();
    }

    /** Each part's count and word. */
    void legend(Html html) {
        html.open("ul", "class", "legend");
        for (Part part : parts) {
            html.open("li").leaf("b", String.valueOf(part.count())).text(" ");
            part.tone().badge(html, part.word());
            if (!part.meaning().isEmpty()) {
                html.text(" ").leaf("span", part.meaning(), "class", "faint");
            }
            html.close();
        }
        html.close();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
