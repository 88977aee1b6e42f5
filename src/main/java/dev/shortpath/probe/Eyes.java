package dev.shortpath.probe;

import dev.shortpath.api.NodeTotals;
import dev.shortpath.api.StorageNodeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at a node under a root: the kernel's release alone. */
public final class Eyes {
    private Eyes() {}

    /** What can be seen there; never throws. */
    public static Sight look(Path root) {
        Path release = root.resolve("proc/sys/kernel/osrelease");
        try {
            return new Sight(kernel(Files.readString(release).strip()), List.of());
        } catch (IOException e) {
            return new Sight(kernel(null), List.of(release + ": cannot be read"));
        }
    }

    private static StorageNodeStatus kernel(String release) {
        return new StorageNodeStatus(null, release, null, null, null, null, null, NodeTotals.of(List.of(), List.of()));
    }
}
