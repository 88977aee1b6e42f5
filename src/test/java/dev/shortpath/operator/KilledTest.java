package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.testcluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator as a process of its own, killed half way. */
@Tag("cluster")
class KilledTest {
    private static final int VMS = 60;

    private Bench bench;
    private Process process;

    @BeforeEach
    void open() {
        bench = new Bench("killed");
    }

    @AfterEach
    void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        bench.close();
    }

    /** What the process runs: the operator under the kubeconfig that is its argument, until it is killed. */
    static final class Main {
        private Main() {}

        public static void main(String... args) throws InterruptedException {
            Running.under(Path.of(args[0]), Running.QUICK);
            Thread.currentThread().join();
        }
    }

    private void launch() throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Main.class.getName(),
                        TestCluster.shared().kubeconfig().toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/killed-operator.log"))
                .start();
    }

    private List<String> names() {
        return IntStream.range(0, VMS).mapToObj(i -> "vm-" + i).toList();
    }

    private static boolean carries(JsonNode vm, String field, String value) {
        return vm.at("/spec/template/spec/domain/devices/disks")
                .findValuesAsText(field)
                .equals(List.of(value, value));
    }

    private long carrying(String value) {
        return bench.vms().stream().filter(vm -> carries(vm, "io", value)).count();
    }

    @Test
    void itEndsWhereAnUndisturbedOneWould() throws IOException, InterruptedException {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.profile("threads").replace("~db", "~web"));
        names().parallelStream()
                .forEach(n -> bench.apply(
                        n.hashCode() % 2 == 0
                                ? Manifests.haltedVm(n)
                                : Manifests.haltedVm(n).replace("~db", "~web")));
        launch();
        patiently().until(() -> carrying("threads") == VMS);

        bench.apply(Manifests.profile("threads").replace("io: threads", "errorPolicy: report"));
        bench.apply(Manifests.profile("threads")
                .replace("io: threads", "errorPolicy: report")
                .replace("~db", "~web"));
        patiently().pollInterval(java.time.Duration.ofMillis(20)).until(() -> carrying("threads") < VMS * 3 / 4);
        process.destroyForcibly().waitFor();
        long left = carrying("threads");
        bench.editVm("vm-7", "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"cpu\":{\"cores\":6}}}}}}");
        launch();

        patiently().untilAsserted(() -> {
            assertThat(bench.vms()).hasSize(VMS).allMatch(vm -> carries(vm, "errorPolicy", "report"));
            assertThat(carrying("threads")).isZero();
            assertThat(bench.paths())
                    .hasSize(VMS)
                    .allMatch(p -> p.at("/status/compliance").asText().equals("Compliant")
                            && p.at("/status/profileGeneration").asLong() == 2);
        });
        assertThat(left).as("VMs that the killed operator left undone").isPositive();
        assertThat(bench.vm("vm-7")
                        .orElseThrow()
                        .at("/spec/template/spec/domain/cpu/cores")
                        .asInt())
                .isEqualTo(6);
    }
}
