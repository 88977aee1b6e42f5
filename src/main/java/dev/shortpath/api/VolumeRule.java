package dev.shortpath.api;

/** What a DataVolume template gets when its VM is born. */
public record VolumeRule(
        VolumeFormat format, VolumeModeWish volumeMode, Choice preallocation, String storageClassName) {}
