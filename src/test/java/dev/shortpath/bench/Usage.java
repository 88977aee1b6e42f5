package dev.shortpath.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a process has taken so far, as /proc says it.
 *
 * @param cpuSeconds in user and kernel mode, all threads
 * @param rssMiB resident now
 * @param peakMiB the most that was ever resident
 * @param bytes read and written by it: sockets and files alike, so that where no files are touched it is the wire, TLS
 *     included
 */
record Usage(double cpuSeconds, long rssMiB, long peakMiB, long bytes) {
    /** Linux counts them so on every machine that matters (sysconf(_SC_CLK_TCK)). */
    static final double TICKS = 100;

    static Usage of(long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            String stat = Files.readString(proc.resolve("stat"));
            // The second field is a name in parentheses, which may have blanks; what follows has none.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            String status = Files.readString(proc.resolve("status"));
            String io = Files.readString(proc.resolve("io"));
            return new Usage(
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS,
                    number(status, "VmRSS") >> 10,
                    number(status, "VmHWM") >> 10,
                    number(io, "rchar") + number(io, "wchar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String text, String name) {
        return Arrays.stream(text.split("\n"))
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** What was taken since; sizes are as they are now. */
    Usage since(Usage before) {
        return new Usage(cpuSeconds - before.cpuSeconds, rssMiB, peakMiB, bytes - before.bytes);
    }
}
