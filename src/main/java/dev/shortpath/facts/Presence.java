package dev.shortpath.facts;

/** Whether a thing is there: seen, looked for and not found, or not known (yet, or any more). */
public enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN
}
