package dev.shortpath.generate;

/** Text that stands in a table's cell. */
final class Markdown {
    private Markdown() {}

    static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    static String code(String text) {
        return "`" + cell(text) + "`";
    }
}
