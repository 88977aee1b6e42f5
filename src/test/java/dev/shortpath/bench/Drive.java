package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a case for about a given time: QEMU's block layer by `qemu-img bench`, the floor by fio. */
final class Drive {
    /** One cluster of qcow2 more than a MiB: no two requests side by side are merged or find a cluster made. */
    static final int STRIDE = (1 << 20) + (64 << 10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COMPLETED = Pattern.compile("Run completed in ([0-9.]+) seconds");
    private static final int FIRST = 500;

    /** @param cpuMicros for each request, of the process and its kernel threads; not of a loop device's own */
    record Run(double iops, double cpuMicros) {}

    private final Grounds grounds;
    private final String engine;
    private final double seconds;
    private final Map<Case, Integer> counts = new HashMap<>();

    /** @param engine fio's */
    Drive(Grounds grounds, String engine, double seconds) {
        this.grounds = grounds;
        this.engine = engine;
        this.seconds = seconds;
    }

    Run run(Case of) throws IOException, InterruptedException {
        if (of.how() == Case.How.FIO) {
            return fio(of);
        }
        if (!counts.containsKey(of)) {
            // Until it takes long enough to say how many fit into the time; that run counts for nothing.
            int count = FIRST;
            double took = bench(of, count).took;
            while (took < seconds / 4 && count < most(of)) {
                count = (int) Math.min(
                        most(of), Math.max(2L * count, Math.round(count * seconds / Math.max(took, 0.001) / 2)));
                took = bench(of, count).took;
            }
            counts.put(of, Math.clamp(Math.round(count * seconds / Math.max(took, 0.001)), FIRST, most(of)));
        }
        Took took = bench(of, counts.get(of));
        int count = counts.get(of);
        return new Run(count / took.took, 1e6 * took.cpu / count);
    }

    /** Of an image that wears off, each cluster once. */
    private static int most(Case of) {
        return of.image().wearsOff() ? (int) (Grounds.BYTES / (64 << 10)) : 4_000_000;
    }

    private record Took(double took, double cpu) {}

    private Took bench(Case of, int count) throws IOException, InterruptedException {
        Path image = grounds.image(of);
        List<String> command = new ArrayList<>(List.of(
                "qemu-img",
                "bench",
                "-f",
                of.image().format,
                "-t",
                of.cache().qemu,
                "-i",
                of.how().words,
                "-c",
                Integer.toString(count),
                "-d",
                Integer.toString(of.depth()),
                "-s",
                Integer.toString(of.bytes()),
                "-S",
                Integer.toString(STRIDE)));
        if (of.op() == Case.Op.WRITES) {
            command.add("-w");
        }
        if (of.cache().flushed()) {
            command.add("--flush-interval=" + of.depth());
        }
        command.add(image.toString());
        Tool.Ran ran = Tool.timed(command.toArray(String[]::new));
        Matcher completed = COMPLETED.matcher(ran.output());
        if (!completed.find()) {
            throw new IOException("qemu-img bench says no time: " + ran.output());
        }
        return new Took(Double.parseDouble(completed.group(1)), ran.cpuSeconds());
    }

    private Run fio(Case of) throws IOException, InterruptedException {
        boolean read = of.op() == Case.Op.READS;
        // fio's stride is what it leaves out between two requests.
        String pattern = (read ? "read:" : "write:") + (STRIDE - of.bytes());
        String output = Tool.run(
                "fio",
                "--name=floor",
                "--filename=" + grounds.image(of),
                "--ioengine=" + engine,
                "--direct=1",
                "--rw=" + pattern,
                "--bs=" + of.bytes(),
                "--iodepth=" + of.depth(),
                "--size=" + Grounds.BYTES,
                "--time_based",
                "--runtime=" + Math.round(1000 * seconds) + "ms",
                "--thread",
                "--output-format=json");
        JsonNode job = JSON.readTree(output.substring(output.indexOf('{'))).at("/jobs/0");
        double iops = job.at(read ? "/read/iops" : "/write/iops").asDouble();
        double cores = (job.path("usr_cpu").asDouble() + job.path("sys_cpu").asDouble()) / 100;
        return new Run(iops, 1e6 * cores / iops);
    }
}
