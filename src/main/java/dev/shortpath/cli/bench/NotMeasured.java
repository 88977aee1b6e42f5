package dev.shortpath.cli.bench;

/** Nothing was measured, and why, for a person. */
public final class NotMeasured extends Exception {
    private static final long serialVersionUID = 1;

    public NotMeasured(String why) {
        super(why);
    }

    NotMeasured(String why, Throwable cause) {
        super(why, cause);
    }
}
