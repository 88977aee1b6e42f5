package dev.shortpath.api;

/** A value of the API that has one spelling, in manifests as in messages. */
public interface Word {
    String word();
}
