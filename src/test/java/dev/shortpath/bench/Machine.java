package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What is measured on.
 *
 * @param busy cores that did other work just before
 */
public record Machine(int cores, String cpu, double busy) {
    /** Cores that may be busy with other work without doing a measurement harm. */
    private static final double QUIET = 0.5;

    private static final int SECONDS = 2;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    /** Cores that other work kept busy before these results, where that is enough to spoil them; else 0. */
    public static double disturbed(JsonNode results) {
        double busy = results.path("machine").path("busyBefore").asDouble();
        return busy > QUIET ? busy : 0;
    }

    static Machine now() {
        try {
            double before = busySeconds();
            TimeUnit.SECONDS.sleep(SECONDS);
            double busy = (busySeconds() - before) / SECONDS;
            return new Machine(Runtime.getRuntime().availableProcessors(), cpuName(), busy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void json(ObjectNode into) {
        into.put("cores", cores)
                .put("cpu", cpu)
                .put("kernel", System.getProperty("os.version"))
                .put("java", System.getProperty("java.vm.version"))
                .put("busyBefore", Math.round(busy * 10) / 10.0);
    }

    /** The commit that is measured, marked where the tree differs from it in more than results; empty outside a repository. */
    static Optional<String> commit() {
        try {
            String commit = Tool.run("git", "rev-parse", "--short=12", "HEAD").strip();
            String changed = Tool.run("git", "status", "--porcelain", "--", ".", ":!bench/results");
            return Optional.of(changed.isBlank() ? commit : commit + "-dirty");
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of all cores together, by the first line of /proc/stat (proc_stat(5)): user, nice, system, idle, iowait, and so on. */
    private static double busySeconds() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] jiffies = lines.findFirst()
                    .orElseThrow()
                    .substring("cpu".length())
                    .strip()
                    .split(" +");
            long all = Arrays.stream(jiffies)
                    .limit(IOWAIT + 4)
                    .mapToLong(Long::parseLong)
                    .sum();
            return (all - Long.parseLong(jiffies[IDLE]) - Long.parseLong(jiffies[IOWAIT])) / Usage.TICKS;
        }
    }

    private static String cpuName() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
