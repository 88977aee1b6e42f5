package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.Verdict;
import dev.shortpath.plan.passthrough.Giving;

/** How grave something is; colour and sign only repeat what the words say. */
enum Tone {
    BAD("bad", "✕"),
    DOUBT("doubt", "?"),
    LATE("late", "!"),
    GOOD("good", "✓"),
    PLAIN("plain", "•"),
    FAINT("faint", "–");

    private final String style;
    private final String sign;

    Tone(String style, String sign) {
        this.style = style;
        this.sign = sign;
    }

    /** A class of the style sheet. */
    String style() {
        return style;
    }

    static Tone of(Compliance compliance) {
        return switch (compliance) {
            case NON_COMPLIANT -> BAD;
            case UNKNOWN -> DOUBT;
            case OUT_OF_DATE -> LATE;
            case COMPLIANT -> GOOD;
            case NOT_APPLICABLE -> FAINT;
        };
    }

    static Tone of(Verdict verdict) {
        return switch (verdict) {
            case REFUSE -> BAD;
            case UNKNOWN -> DOUBT;
            case SET -> GOOD;
            case YIELD -> PLAIN;
            case ALREADY_SO, NOT_APPLICABLE -> FAINT;
        };
    }

    static Tone of(Giving giving) {
        return switch (giving) {
            case AVAILABLE -> GOOD;
            case READY, NOT_OFFERED -> LATE;
            case UNKNOWN -> DOUBT;
            case NOT_READY -> FAINT;
        };
    }

    /** A word with its sign. */
    void badge(Html html, String word) {
        html.open("span", "class", "badge " + style).open("span", "class", "sign", "aria-hidden", "true");
        html.text(sign).close().text(word).close();
    }
}
