package dev.shortpath.cli;

/** Input that cannot be worked with: told as `file:line: cause`, with what would be right; ends with exit code 2. */
final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    BadInput(Source source, String cause) {
        super(source + ": " + cause);
    }

    BadInput(String cause) {
        super(cause);
    }
}
