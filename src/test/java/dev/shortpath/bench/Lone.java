package dev.shortpath.bench;

import dev.shortpath.operator.Settings;
import dev.shortpath.operator.ShortpathOperator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * An operator alone in its process, so that what the process takes is the operator's. For each line on its standard input
 * it collects garbage and says what it takes and what it wrote; it ends with its standard input.
 */
final class Lone {
    private Lone() {}

    /** The path of a kubeconfig. */
    public static void main(String... args) throws IOException, InterruptedException {
        var access = Config.fromKubeconfig(Files.readString(Path.of(args[0])));
        var registry = new SimpleMeterRegistry();
        try (var client = new KubernetesClientBuilder().withConfig(access).build();
                var operator = new ShortpathOperator(client, registry, Settings.DEFAULT, InstantSource.system());
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            long began = System.nanoTime();
            operator.start();
            while (!operator.ready()) {
                Thread.sleep(20);
            }
            System.out.println("READY " + (System.nanoTime() - began) / 1_000_000);
            while (lines.readLine() != null) {
                System.out.println("TAKES " + takes(registry));
            }
        }
        System.exit(0);
    }

    private static String takes(SimpleMeterRegistry registry) throws IOException {
        var memory = ManagementFactory.getMemoryMXBean();
        System.gc();
        System.gc();
        long heap = memory.getHeapMemoryUsage().getUsed();
        double writes = registry.find("shortpath.writes").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        return "%d %d %d %.0f".formatted(heap >> 20, status("VmRSS"), status("VmHWM"), writes);
    }

    private static long status(String what) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith(what + ":"))
                            .map(l -> l.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    >> 10;
        }
    }
}
