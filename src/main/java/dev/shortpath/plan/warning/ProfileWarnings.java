package dev.shortpath.plan.warning;

import dev.shortpath.api.Keys;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Profile;
import dev.shortpath.plan.Acceptance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is worth saying of a profile that the schema takes: first what this cluster makes wrong, then what is legal and odd.
 * Nothing of it is a reason to refuse the profile.
 */
public final class ProfileWarnings {
    /** The API server and its clients cut longer ones. */
    private static final int LENGTH = 256;

    private ProfileWarnings() {}

    /** One sentence a field, `path: what is so, and what would be right`, the weightiest first. */
    public static List<String> of(Profile profile, Cluster cluster) {
        Map<String, String> byField = new LinkedHashMap<>();
        Stream.of(
                        Acceptance.of(profile, cluster).stream().map(Acceptance.Problem::message),
                        Acceptance.notPermitted(profile, cluster),
                        WrongHere.of(profile.spec(), cluster),
                        Reach.of(profile.spec().disks()),
                        OddSelectors.of(profile),
                        OddRules.of(profile.spec()),
                        OddRollout.of(profile.spec()),
                        OddSettings.of(profile.spec()),
                        paused(profile))
                .flatMap(Function.identity())
                .forEach(w -> byField.putIfAbsent(w.substring(0, Math.max(0, w.indexOf(": "))), cut(w)));
        return List.copyOf(byField.values());
    }

    private static Stream<String> paused(Profile profile) {
        return profile.paused()
                ? Stream.of("metadata.annotations: " + Keys.PAUSED + " is there, so nothing is written and nothing"
                        + " restarted; take it away to go on.")
                : Stream.empty();
    }

    private static String cut(String sentence) {
        if (sentence.codePointCount(0, sentence.length()) <= LENGTH) {
            return sentence;
        }
        return sentence.substring(0, sentence.offsetByCodePoints(0, LENGTH - 1)) + "…";
    }
}
