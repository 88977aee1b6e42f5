package dev.shortpath.api;

/** The VM-wide I/O threads. */
public record IoThreads(IoThreadsPolicy policy, Integer count) {}
