package dev.shortpath.kubevirt;

/**
 * A link that is missing.
 *
 * @param what for a person, with what mends it
 * @param against whether it was seen to be so; else it is only not known
 */
public record Link(String what, boolean against) {
    static Link seen(String what) {
        return new Link(what, true);
    }

    static Link notKnown(String what) {
        return new Link(what, false);
    }
}
