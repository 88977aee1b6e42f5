package dev.shortpath.operator;

import dev.shortpath.testcluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** An operator as a process of its own, to be killed, by a clock that a test puts ahead. */
final class LaterOperator implements AutoCloseable {
    private final Path ahead;
    private Process process;

    /** @param folder where the clock is kept, which is right at first */
    LaterOperator(Path folder) throws IOException {
        ahead = folder.resolve("ahead");
        ahead(Duration.ZERO);
    }

    void ahead(Duration by) throws IOException {
        Files.writeString(ahead, Long.toString(by.toSeconds()));
    }

    InstantSource clock() {
        return clock(ahead);
    }

    private static InstantSource clock(Path ahead) {
        return () -> {
            try {
                String by = Files.readString(ahead);
                return Instant.now().plusSeconds(by.isEmpty() ? 0 : Long.parseLong(by));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** What the process runs: kubeconfig, and the file of its clock. */
    static final class Main {
        private Main() {}

        public static void main(String... args) throws InterruptedException {
            Running.under(Path.of(args[0]), Running.QUICK, clock(Path.of(args[1])));
            Thread.currentThread().join();
        }
    }

    void launch() throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Main.class.getName(),
                        TestCluster.shared().kubeconfig().toString(),
                        ahead.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/later-operator.log"))
                .start();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
