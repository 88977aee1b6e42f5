package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import java.util.List;

/** How a VM stands, in one word, its reason, and a sentence for a person. */
public record Outcome(Compliance compliance, PathReason reason, String message) {
    /** The same, saying what else is not believed. */
    Outcome doubting(List<String> doubts) {
        return doubts.isEmpty() ? this : new Outcome(compliance, reason, message + " " + String.join(" ", doubts));
    }
}
