package dev.shortpath.cli.map;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether two VMs are told the same, but for their own names and their volumes'. */
record Nameless(Pattern names) {
    /** Longer names first: volumes' names mostly hold the VM's. */
    static Nameless of(Guest guest) {
        String any = Stream.concat(guest.claims().stream(), Stream.of(guest.name()))
                .filter(n -> !n.isEmpty())
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new Nameless(Pattern.compile("(?<![A-Za-z0-9])(?:" + any + ")(?![A-Za-z0-9])"));
    }

    String text(String text) {
        return names.matcher(text).replaceAll("\0");
    }

    boolean names(String text) {
        return names.matcher(text).find();
    }
}
