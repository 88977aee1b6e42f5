package dev.shortpath.probe;

import java.util.regex.Pattern;

/** PCI addresses as sysfs spells them: 0000:81:00.0, and behind Intel's VMD 10000:e1:00.0. */
final class PciAddress {
    private static final String SPELLING = "[0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\\.[0-7]";
    private static final Pattern ADDRESS = Pattern.compile(SPELLING);

    /** A link to a function. */
    static final Pattern LINK = Pattern.compile("(?:.*/)?(" + SPELLING + ")");

    private PciAddress() {}

    static boolean is(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
