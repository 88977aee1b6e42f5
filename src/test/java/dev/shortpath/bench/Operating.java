package dev.shortpath.bench;

import dev.shortpath.testcluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link Lone} started with the heap that a JVM gives itself in the 768 MiB of deploy/operator. */
final class Operating implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final long readyMillis;

    /** What the process takes, in MiB, after a garbage collection, and how much it wrote since its start. */
    record Takes(long heap, long rss, long peak, long writes) {}

    Operating() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:MaxRAM=768m",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lone.class.getName(),
                        TestCluster.shared().kubeconfig().toString()))
                .redirectError(Path.of("target/bench-nodes.log").toFile())
                .start();
        said = process.inputReader(StandardCharsets.UTF_8);
        readyMillis = Long.parseLong(await("READY"));
    }

    long readyMillis() {
        return readyMillis;
    }

    Takes takes() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String[] numbers = await("TAKES").split(" ");
        return new Takes(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private String await(String word) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
        throw new IOException("the operator ended; see target/bench-nodes.log");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
