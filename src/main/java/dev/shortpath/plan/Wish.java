package dev.shortpath.plan;

/**
 * What a profile asks for in one field.
 *
 * @param word in the profile's words
 * @param spelledOut whether a rule says so, and not the workload
 * @param from for a person: `rule data of profile database`, `workload Database of profile database`
 */
public record Wish(String word, boolean spelledOut, String from) {
    public boolean is(String other) {
        return word.equals(other);
    }

    Evidence evidence(String field) {
        return new Evidence(field + " of " + from, word);
    }
}
