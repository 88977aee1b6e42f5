package dev.shortpath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Several disks served by one I/O thread, and by one each: qemu-storage-daemon exports them through NBD, since nothing in Debian
 * 12 is a client of its vhost-user-blk.
 */
final class IoThreads {
    private static final int DISKS = 2;
    private static final int DEPTH = 32;

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
        String name = "a thread for each of " + DISKS + " disks by one for all, 4 KiB reads, depth " + DEPTH + ": ";
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
            return load(socket, daemon, seconds);
        } finally {
            daemon.destroyForcibly();
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

    private static Drive.Run load(Path socket, Process daemon, int seconds) throws IOException, InterruptedException {
        List<NbdReader> readers = new ArrayList<>();
        try {
            for (int d = 0; d < DISKS; d++) {
                NbdReader reader = new NbdReader(socket, "d" + d, DEPTH);
                readers.add(reader);
                Thread.ofPlatform().daemon().start(reader);
            }
            TimeUnit.MILLISECONDS.sleep(300);
            Usage before = Usage.of(daemon.pid());
            long done = done(readers);
            long began = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            done = done(readers) - done;
            double took = (System.nanoTime() - began) / 1e9;
            return new Drive.Run(
                    done / took, 1e6 * Usage.of(daemon.pid()).since(before).cpuSeconds() / done);
        } finally {
            // First, since it would abort for a client that leaves.
            daemon.destroyForcibly();
            for (NbdReader reader : readers) {
                reader.close();
            }
        }
    }

    private static long done(List<NbdReader> readers) {
        return readers.stream().mapToLong(NbdReader::done).sum();
    }
}
