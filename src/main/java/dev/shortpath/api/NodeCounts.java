package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The nodes that can take a VM of a profile, and what the others lack. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeCounts(Integer eligible, Integer total, String why) {}
