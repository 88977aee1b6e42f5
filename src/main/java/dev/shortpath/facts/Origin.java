package dev.shortpath.facts;

/** Who a value of the expanded VM comes from. */
public enum Origin {
    VM,
    INSTANCETYPE,
    PREFERENCE,
    ARCHITECTURE
}
