package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How QEMU submits a disk's I/O to the host. */
public enum Io implements Word {
    @JsonProperty("io_uring")
    IO_URING("io_uring"),

    @JsonProperty("native")
    NATIVE("native"),

    @JsonProperty("threads")
    THREADS("threads"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    Io(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
