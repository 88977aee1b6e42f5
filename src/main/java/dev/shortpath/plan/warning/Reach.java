package dev.shortpath.plan.warning;

import dev.shortpath.api.DiskMatch;
import dev.shortpath.api.DiskRule;
import dev.shortpath.api.VolumeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules, and names in them, that no disk can come to: the first rule that matches a disk wins. */
final class Reach {
    private static final Set<VolumeKind> CLAIMED =
            EnumSet.of(VolumeKind.DATA_VOLUME, VolumeKind.PERSISTENT_VOLUME_CLAIM);

    private Reach() {}

    static Stream<String> of(List<DiskRule> rules) {
        return IntStream.range(0, rules.size()).boxed().flatMap(i -> of(rules, i).stream());
    }

    private static Optional<String> of(List<DiskRule> rules, int index) {
        DiskMatch match = match(rules.get(index));
        String at = "spec.disks[" + index + "]";
        if (kinds(match).isEmpty()) {
            return Optional.of(at + ".match.volumes: " + WrongHere.words(match.volumes())
                    + " has no storage class and no volume mode of a claim, so the rule takes no disk;"
                    + " leave storageClassNames and volumeModes out.");
        }
        Optional<DiskRule> taker = rules.subList(0, index).stream()
                .filter(r -> covers(match(r), match))
                .findFirst();
        if (taker.isPresent()) {
            return Optional.of(at + ": rule " + rules.get(index).name() + " is never used, since rule "
                    + taker.get().name() + " before it takes every disk that it could; put it before that one.");
        }
        return match.names().stream()
                .flatMap(glob -> earlier(rules.subList(0, index), match, glob).stream())
                .findFirst()
                .map(taken -> at + ".match.names: " + taken);
    }

    private static Optional<String> earlier(List<DiskRule> before, DiskMatch match, String glob) {
        DiskMatch one = new DiskMatch(
                List.of(glob),
                emptyToNull(match.volumes()),
                emptyToNull(match.storageClassNames()),
                emptyToNull(match.volumeModes()));
        return before.stream()
                .filter(r -> covers(match(r), one))
                .findFirst()
                .map(r -> "disks named " + glob + " are taken by rule " + r.name()
                        + " before; put this rule before that one, or take the name out.");
    }

    private static <T> List<T> emptyToNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static DiskMatch match(DiskRule rule) {
        return rule.match() == null ? new DiskMatch(null, null, null, null) : rule.match();
    }

    /** Whether the wide match takes every disk that the narrow one takes. */
    static boolean covers(DiskMatch wide, DiskMatch narrow) {
        return named(wide.names(), narrow.names())
                && (wide.volumes().isEmpty() || wide.volumes().containsAll(kinds(narrow)))
                && within(wide.storageClassNames(), narrow.storageClassNames())
                && within(wide.volumeModes(), narrow.volumeModes());
    }

    private static <T> boolean within(List<T> wide, List<T> narrow) {
        return wide.isEmpty() || !narrow.isEmpty() && wide.containsAll(narrow);
    }

    private static boolean named(List<String> wide, List<String> narrow) {
        List<String> asked = narrow.isEmpty() ? List.of("*") : narrow;
        return wide.isEmpty() || asked.stream().allMatch(n -> wide.stream().anyMatch(w -> globCovers(w, n)));
    }

    /** Every name of the narrow glob is one of the wide glob; a star of the narrow one only a star can stand for. */
    static boolean globCovers(String wide, String narrow) {
        StringBuilder regex = new StringBuilder();
        for (char c : wide.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "[^*]" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.matches(regex.toString(), narrow);
    }

    /** The kinds of volume that a match can take; only a claim has a class and a mode. */
    static Set<VolumeKind> kinds(DiskMatch match) {
        Set<VolumeKind> kinds =
                match.volumes().isEmpty() ? EnumSet.allOf(VolumeKind.class) : EnumSet.copyOf(match.volumes());
        if (!match.storageClassNames().isEmpty() || !match.volumeModes().isEmpty()) {
            kinds.retainAll(CLAIMED);
        }
        return kinds;
    }

    static boolean claimsOnly(DiskRule rule) {
        return CLAIMED.containsAll(kinds(match(rule)));
    }

    static boolean noClaims(DiskRule rule) {
        return kinds(match(rule)).stream().noneMatch(CLAIMED::contains);
    }
}
