package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Several disks served by one I/O thread, and by one each: qemu-storage-daemon exports them, and fio is the client of each. The
 * client speaks NBD, since nothing in Debian 12 is a client of its vhost-user-blk.
 */
final class IoThreads {
    private static final int DISKS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path block;
    private final Results results;

    IoThreads(Path block, Results results) {
        this.block = block;
        this.results = results;
    }

    void run(int rounds, int seconds) throws IOException, InterruptedException {
        results.without(
                Tool.runs("qemu-img", "bench", "--image-opts", "driver=virtio-blk-vhost-user,path=/", "-c", "1")
                        ? "vhost-user-blk: not measured, NBD was"
                        : "a client of vhost-user-blk: this qemu-img has no driver virtio-blk-vhost-user (libblkio); I/O threads are measured"
                                + " through NBD");
        if (!Tool.runs("qemu-storage-daemon", "--version")
                || !Tool.run("fio", "--enghelp").contains("nbd")) {
            results.without("one and many I/O threads: qemu-storage-daemon or fio's engine nbd is not there");
            return;
        }
        double[][] rates = new double[2][rounds];
        double[][] cpus = new double[2][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int many = 0; many < 2; many++) {
                int which = (many + round + 2) % 2;
                Drive.Run run = served(which == 1 ? DISKS : 1, seconds);
                if (round >= 0) {
                    rates[which][round] = run.iops();
                    cpus[which][round] = run.cpuMicros();
                }
            }
        }
        String name = "a thread for each of " + DISKS + " disks by one for all, 4 KiB reads, depth 32: ";
        say(name + "rate", Contrast.ratios(rates[1], rates[0]));
        say(name + "CPU", Contrast.ratios(cpus[1], cpus[0]));
        results.keep(Figure.of("one I/O thread, " + DISKS + " disks: requests", Spread.of(rates[0]), "1/s"));
        results.keep(Figure.of(DISKS + " I/O threads, " + DISKS + " disks: requests", Spread.of(rates[1]), "1/s"));
    }

    private void say(String what, Spread ratios) {
        results.add(Figure.of(what, ratios, "").told(Contrast.difference(ratios, 0)));
    }

    private Drive.Run served(int threads, int seconds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("shortpath-nbd");
        Path socket = folder.resolve("s");
        Process daemon = daemon(threads, socket);
        try {
            while (!Tool.there(socket)) {
                if (daemon.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new IOException("qemu-storage-daemon ended: "
                            + new String(daemon.getInputStream().readAllBytes()));
                }
            }
            Usage before = Usage.of(daemon.pid());
            double[] done = load(socket, seconds);
            double cpu = Usage.of(daemon.pid()).since(before).cpuSeconds();
            return new Drive.Run(done[0], 1e6 * cpu / done[1]);
        } finally {
            daemon.destroy();
            daemon.waitFor();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }

    private Process daemon(int threads, Path socket) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("qemu-storage-daemon", "--nbd-server", "addr.type=unix,addr.path=" + socket));
        for (int t = 0; t < threads; t++) {
            command.addAll(List.of("--object", "iothread,id=t" + t));
        }
        long share = Grounds.BYTES / DISKS;
        for (int d = 0; d < DISKS; d++) {
            String host = "driver=host_device,node-name=h" + d + ",filename=" + block + ",aio=native,cache.direct=on";
            String part = "driver=raw,node-name=d" + d + ",file=h" + d + ",offset=" + d * share + ",size=" + share;
            String export = "type=nbd,id=e" + d + ",node-name=d" + d + ",name=d" + d + ",iothread=t" + d % threads;
            command.addAll(List.of("--blockdev", host, "--blockdev", part, "--export", export));
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** @return requests a second, and requests */
    private static double[] load(Path socket, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "fio",
                "--ioengine=nbd",
                "--rw=randread",
                "--bs=4k",
                "--iodepth=32",
                "--time_based",
                "--thread",
                "--runtime=" + seconds,
                "--size=" + Grounds.BYTES / DISKS,
                "--output-format=json"));
        for (int d = 0; d < DISKS; d++) {
            command.addAll(List.of("--name=d" + d, "--uri=nbd+unix:///d" + d + "?socket=" + socket));
        }
        String output = Tool.run(command.toArray(String[]::new));
        double[] done = new double[2];
        for (JsonNode job : JSON.readTree(output.substring(output.indexOf('{'))).path("jobs")) {
            done[0] += job.at("/read/iops").asDouble();
            done[1] += job.at("/read/total_ios").asDouble();
        }
        return done;
    }
}
