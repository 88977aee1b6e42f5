package dev.shortpath.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command reads from and writes to.
 *
 * @param screen whether a person's window is at the other end of `out`
 * @param columns how wide that is; 80 where it is no window
 * @param environment variables, for NO_COLOR, TERM and KUBECONFIG
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean screen,
        int columns,
        Map<String, String> environment) {
    private static final int USUAL = 80;
    private static final int NARROWEST = 40;
    /** Lines longer than this are hard to read, however wide the window. */
    private static final int WIDEST = 110;

    /** This process's own. The launcher says how wide the window is, in the property `shortpath.columns`. */
    static Terminal ofProcess() {
        String columns = System.getProperty("shortpath.columns", "");
        boolean screen = !columns.isEmpty();
        int width = columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : USUAL;
        return new Terminal(
                System.in,
                utf8(System.out),
                utf8(System.err),
                screen,
                Math.clamp(width, NARROWEST, WIDEST),
                System.getenv());
    }

    /** Manifests are UTF-8, whatever the locale; so is what we say of them. */
    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, false, StandardCharsets.UTF_8);
    }

    Paint paint(ColorChoice choice) {
        return switch (choice) {
            case ALWAYS -> new Paint(true);
            case NEVER -> new Paint(false);
            case AUTO ->
                new Paint(screen
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb"));
        };
    }

    /** Colour: always, never, or where a person looks on and has not set NO_COLOR (no-color.org). */
    enum ColorChoice {
        ALWAYS,
        NEVER,
        AUTO
    }
}
