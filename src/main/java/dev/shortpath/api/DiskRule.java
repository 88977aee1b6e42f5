package dev.shortpath.api;

/** One rule for disks; the first rule whose match takes a disk holds. */
public record DiskRule(
        String name,
        DiskMatch match,
        Bus bus,
        Io io,
        Cache cache,
        IoThread ioThread,
        BlockSize blockSize,
        ErrorPolicy errorPolicy,
        VolumeRule volume) {}
