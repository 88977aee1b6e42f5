package dev.shortpath.plan;

/**
 * A fact that a decision rests on.
 *
 * @param fact which fact: `volumeMode of claim shop/orders-data`
 * @param value `Block`
 */
public record Evidence(String fact, String value) {
    public String text() {
        return fact + ": " + value;
    }
}
