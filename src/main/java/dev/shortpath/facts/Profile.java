package dev.shortpath.facts;

import dev.shortpath.api.StorageProfileSpec;

/**
 * A StorageProfile as its users wrote it, the schema's defaults filled in.
 *
 * @param created seconds since the epoch; 0 where not known (a manifest)
 * @param paused whether the annotation `shortpath.dev/paused` stands on it
 */
public record Profile(
        String name, String uid, long generation, long created, boolean paused, StorageProfileSpec spec) {}
