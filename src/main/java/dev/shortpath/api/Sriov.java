package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A function's part in SR-IOV; physicalFunction is the address of a virtual function's parent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Sriov(SriovFunction function, Integer totalVFs, Integer numVFs, String physicalFunction) {}
