package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the kernel said when it was asked for an io_uring. */
public enum UringAnswer implements Word {
    @JsonProperty("Given")
    GIVEN("Given"),

    /** EPERM or EACCES: a seccomp profile, the sysctl or a security module. */
    @JsonProperty("Refused")
    REFUSED("Refused"),

    /** ENOSYS: the kernel has none, or a seccomp profile says so in its stead. */
    @JsonProperty("NotThere")
    NOT_THERE("NotThere");

    private final String word;

    UringAnswer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
