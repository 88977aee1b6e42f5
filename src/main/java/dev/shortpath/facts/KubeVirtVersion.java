package dev.shortpath.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The KubeVirt that runs, as its CR says it: a fact against what that does not have, never one for what it has.
 *
 * @param text as it stands there, v1.4.2
 */
public record KubeVirtVersion(String text) {
    private static final Pattern RELEASE = Pattern.compile("^v?(\\d{1,4})\\.(\\d{1,4})(\\D|$)");

    /** Whether it is known to be from before 1.MINOR; a text that is no version is known for nothing. */
    public boolean isBefore(int minor) {
        return Optional.of(RELEASE.matcher(text))
                .filter(Matcher::find)
                .filter(m -> m.group(1).equals("0") || m.group(1).equals("1") && Integer.parseInt(m.group(2)) < minor)
                .isPresent();
    }
}
