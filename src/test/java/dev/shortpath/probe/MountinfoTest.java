package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's table of mounts from a file of its own, as a pod is given it. */
class MountinfoTest {
    @TempDir
    private Path folder;

    @Test
    void theNodesTableCountsAndNotThePodsOwn() throws IOException {
        Path root = Recorded.unpack("a-default-cmdline", Files.createDirectory(folder.resolve("root")));
        Path own = root.resolve("proc/1/mountinfo");
        Path nodes = Files.copy(own, folder.resolve("mountinfo"));
        Files.writeString(own, "22 1 0:20 / / rw - overlay overlay rw\n");

        assertThat(uses(Eyes.look(root))).noneMatch(u -> u.startsWith("vfat"));
        assertThat(uses(Eyes.look(root, Optional.of(nodes)))).contains("vfat on nvme1n1p3 at /boot/efi");
    }

    private static List<String> uses(Sight sight) {
        return sight.status().nvme().stream().flatMap(f -> f.use().stream()).toList();
    }

    @Test
    @Tag("cluster")
    void deployAddsTheOneFileAndSaysWhatThatTakes() {
        String manifests =
                Kubectl.run("", "kustomize", "deploy/probe-mountinfo").out();
        assertThat(manifests)
                .contains("--mountinfo=/host/mountinfo", "path: /proc/1/mountinfo", "mountPath: /host/mountinfo")
                .contains("pod-security.kubernetes.io/enforce: privileged");
    }
}
