package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.probe.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `probe --once`, as a person would run it. */
class ProbeOnceTest {
    @TempDir
    private Path root;

    @Test
    void itPrintsAStorageNodeThatExplainReads() throws IOException {
        Recorded.unpack("c-intel-pt-vfio", root);
        Ran ran = Ran.of("probe", "--root", root.toString(), "--once", "--node-name", "worker-3");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("apiVersion: shortpath.dev/v1alpha1\nkind: StorageNode\nmetadata:\n  name: worker-3\n");
        Ran explained = Ran.withStdin(ran.out(), "explain", "-f", "-", "node/worker-3");
        assertThat(explained.code()).isZero();
        assertThat(explained.out()).contains("0000:81:00.0");
    }

    @Test
    void theNameIsTheEnvironmentsOrTheRootsOwnOrNone() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        assertThat(json(Map.of("NODE_NAME", "n7")).at("/metadata/name").asText())
                .isEqualTo("n7");
        assertThat(json(Map.of()).has("metadata")).isFalse();
        Files.writeString(root.resolve("proc/sys/kernel/hostname"), "Worker-9\n");
        assertThat(json(Map.of()).at("/metadata/name").asText()).isEqualTo("worker-9");
    }

    @Test
    void whatCannotBeReadIsNamedOnStderr() throws IOException {
        Recorded.unpack("c-intel-pt-vfio", root);
        Files.writeString(root.resolve("sys/bus/pci/devices/0000:81:00.0/numa_node"), "one\n");
        Ran ran = Ran.of("probe", "--root", root.toString(), "--once", "-o", "json");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("problem: sys/bus/pci/devices/0000:81:00.0/numa_node: not a number: `one`\n");
    }

    @Test
    void anIntervalThatIsNoneIsToldWithOneThatIs() throws IOException {
        Files.createDirectories(root.resolve("proc"));

        assertThat(Ran.of("probe", "--root", root.toString(), "--once", "--interval", "5s")
                        .err())
                .isEqualTo("shortpath: --interval 5s: not a duration; write it as PT30S or PT2M\n");
        assertThat(Ran.of("probe", "--root", root.toString(), "--once", "--interval", "PT0.5S")
                        .err())
                .isEqualTo("shortpath: --interval PT0.5S: too short; at least PT1S\n");
    }

    @Test
    void aRootWithoutANodesFilesIsBadInput() {
        Ran empty = Ran.of("probe", "--root", root.toString(), "--once");
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains(root + ": it holds neither proc nor sys");
        Ran none = Ran.of("probe", "--root", root.resolve("no").toString(), "--once");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("no such directory");
    }

    private JsonNode json(Map<String, String> environment) throws IOException {
        Ran ran = Ran.in(environment, false, 80, "", "probe", "--root", root.toString(), "--once", "-o", "json");
        assertThat(ran.code()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }
}
