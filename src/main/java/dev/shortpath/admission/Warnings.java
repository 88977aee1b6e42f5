package dev.shortpath.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.cluster.Key;
import dev.shortpath.facts.Excerpt;
import java.util.List;

/** Warnings as kubectl shows them: a few short lines. */
final class Warnings {
    /** The API server cuts longer ones itself, and drops all beyond 4096 characters. */
    static final int LENGTH = 256;

    static final int AT_MOST = 5;

    private Warnings() {}

    static ArrayNode of(List<String> findings, Key about) {
        ArrayNode warnings = JsonNodeFactory.instance.arrayNode();
        findings.stream().limit(AT_MOST).forEach(f -> warnings.add(line(f)));
        if (findings.size() > AT_MOST) {
            // A profile is explained with the VMs that it takes, and not by its name.
            String what = about.name().isEmpty() || about.namespace().isEmpty() ? "" : " " + about;
            warnings.add(line((findings.size() - AT_MOST) + " more: shortpath explain -f MANIFESTS" + what));
        }
        return warnings;
    }

    /** A warning travels in an HTTP header, which takes no control characters. */
    private static String line(String text) {
        return Excerpt.of(text.replaceAll("\\p{Cntrl}+", " ").strip(), LENGTH);
    }
}
