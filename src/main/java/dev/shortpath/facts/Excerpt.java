package dev.shortpath.facts;

/** The beginning of a text where there is room for no more. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * The text, or its beginning and an ellipsis. Never half of a surrogate pair, which is no character: it would not come back
     * from an API server as it was sent.
     *
     * @param most UTF-16 units, at least 2
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
