package dev.shortpath.bench;

import java.util.Arrays;

/** The numbers that N gives a measurement. */
final class Sizes {
    private Sizes() {}

    /** Those that were given, or these; ends the process with 2 where one is no number of at least 1. */
    static int[] of(String[] given, int... otherwise) {
        return given.length == 0
                ? otherwise
                : Arrays.stream(given).mapToInt(Sizes::number).toArray();
    }

    /** Whether FULL=1 was given: what is measured then is kept in the repository, and by more rounds. */
    static boolean full() {
        return Boolean.getBoolean("shortpath.bench.full");
    }

    /** The same of a measurement that has so many of them. */
    static int[] exactly(String[] given, int... otherwise) {
        int[] sizes = of(given, otherwise);
        if (sizes.length != otherwise.length) {
            fail("N=\"" + String.join(" ", given) + "\": " + otherwise.length + " are wanted, such as "
                    + Arrays.toString(otherwise));
        }
        return sizes;
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            fail("N: " + text + " is no number from 1 to 9999999");
        }
        return Integer.parseInt(text);
    }

    private static void fail(String why) {
        System.err.println(why);
        System.exit(2);
    }
}
