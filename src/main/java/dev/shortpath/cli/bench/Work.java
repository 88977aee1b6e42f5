package dev.shortpath.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What fio does in each guest, in turns.
 *
 * @param rounds on each side
 * @param runtime of a round, seconds
 * @param rw fio's word for the pattern, such as randread
 * @param blockSize fio's word, such as 4k
 * @param depth operations in flight
 * @param timeout how long all of it may take, seconds; the guests end by themselves after it
 */
public record Work(int rounds, int runtime, String rw, String blockSize, int depth, int timeout) {
    /** Between the end of one guest's round and the beginning of the other's, seconds: fio's start, and clocks that differ. */
    private static final int PAUSE = 5;

    private static final String SCRIPT = script();

    /** cloud-init's user data; JSON is YAML. */
    public String userData(Trial.Side side) {
        ObjectNode asked = JsonNodeFactory.instance
                .objectNode()
                .put("serial", Trial.SERIAL)
                .put("rw", rw)
                .put("blockSize", blockSize)
                .put("depth", depth)
                .put("runtime", runtime)
                .put("turn", runtime + PAUSE)
                .put("parity", side == Trial.Side.PROFILE ? 0 : 1)
                .put("seconds", timeout);
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("write_files")
                .addObject()
                .put("path", "/run/shortpath-bench.py")
                .put("content", SCRIPT);
        config.putArray("runcmd")
                .addArray()
                .add("python3")
                .add("/run/shortpath-bench.py")
                .add(asked.toString());
        return "#cloud-config\n" + config + "\n";
    }

    public long blockBytes() {
        return bytes(blockSize);
    }

    /** Of fio's word for a size: its k and M are powers of 1024. */
    public static long bytes(String size) {
        long number = Long.parseLong(size.replaceAll("[kKmM]$", ""));
        return size.matches(".*[mM]") ? number << 20 : size.matches(".*[kK]") ? number << 10 : number;
    }

    /** What is measured, for a person. */
    public String words() {
        return "fio --rw=" + rw + " --bs=" + blockSize + " --iodepth=" + depth + " --runtime=" + runtime
                + " --direct=1";
    }

    private static String script() {
        try (InputStream in = Work.class.getResourceAsStream("guest.py")) {
            if (in == null) {
                throw new IllegalStateException("the build has no dev/shortpath/cli/bench/guest.py");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
