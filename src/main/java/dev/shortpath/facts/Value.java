package dev.shortpath.facts;

/**
 * A value of the VM as KubeVirt expands it.
 *
 * @param word the value in the profile's words; a value that has no such word, as compact JSON
 */
public record Value(String word, Origin origin) {}
