package dev.shortpath.cli;

/** ANSI colours, or none. Colour only repeats what the words say. */
record Paint(boolean on) {
    String bold(String text) {
        return dress("1", text);
    }

    String faint(String text) {
        return dress("2", text);
    }

    String red(String text) {
        return dress("31", text);
    }

    String green(String text) {
        return dress("32", text);
    }

    String yellow(String text) {
        return dress("33", text);
    }

    String blue(String text) {
        return dress("36", text);
    }

    private String dress(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
