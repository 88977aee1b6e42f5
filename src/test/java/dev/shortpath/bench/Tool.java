package dev.shortpath.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that ran to its end. */
final class Tool {
    /** Bash's own `time` reads the child's rusage when it has ended; the JVM reaps children before anyone can. */
    private static final String TIMED = "TIMEFORMAT='%3U %3S'; time \"$@\"";

    /**
     * @param output of both streams
     * @param cpuSeconds of it and its children, user and kernel
     */
    record Ran(String output, double cpuSeconds) {}

    private Tool() {}

    static Ran timed(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("bash", "-c", TIMED, "timed"));
        all.addAll(List.of(command));
        String output = run(all);
        String[] lines = output.strip().split("\n");
        String[] times = lines[lines.length - 1].split(" ");
        return new Ran(output, Double.parseDouble(times[0]) + Double.parseDouble(times[1]));
    }

    static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output.strip());
        }
        return output;
    }

    /** Whether a command is there and runs. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static String first(String output) {
        return output.strip().split("\n")[0];
    }

    static boolean there(Path path) {
        return path.toFile().exists();
    }
}
