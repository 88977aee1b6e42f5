package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A node's IOMMU. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Iommu(Boolean enabled, IommuKind kind, IommuMode mode, Boolean interruptRemapping) {}
