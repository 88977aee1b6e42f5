package dev.shortpath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the cases run on: loop devices over memory, so that what is above the medium shows; an ext4 filesystem on such a
 * device, so that file and block have the same medium; and a file on the disk of this machine. Devices need root; without it
 * there is only the file on disk.
 */
final class Grounds implements AutoCloseable {
    /** A multiple of all sizes, and prime to the stride, so that each request has a cluster of its own until all had one. */
    static final long BYTES = 512L << 20;

    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path disk;
    private final Path memory;
    private final Deque<String[]> undo = new ArrayDeque<>();
    private final Map<Case.Ground, Path> places = new EnumMap<>(Case.Ground.class);

    Grounds(Path disk) throws IOException {
        this.disk = Files.createDirectories(disk);
        this.memory = Files.createTempDirectory(MEMORY, "shortpath-bench");
        places.put(Case.Ground.DISK, disk);
        // Whoever interrupts a run is not left with devices.
        Runtime.getRuntime().addShutdownHook(new Thread(this::undo));
    }

    /** @return why there are no devices, or nothing */
    Optional<String> devices() throws InterruptedException {
        try {
            places.put(Case.Ground.BLOCK, loop("block", BYTES, 512));
            places.put(Case.Ground.BLOCK_4K, loop("block-4k", BYTES, 4096));
            Path filesystem = loop("filesystem", 4 * BYTES, 512);
            Path mount = Files.createDirectory(memory.resolve("mount"));
            Tool.run("mkfs.ext4", "-q", "-F", filesystem.toString());
            Tool.run("mount", filesystem.toString(), mount.toString());
            undo.push(new String[] {"umount", mount.toString()});
            places.put(Case.Ground.FILE, mount);
            return Optional.empty();
        } catch (IOException e) {
            places.keySet().removeIf(g -> g != Case.Ground.DISK);
            return Optional.of("block devices and a filesystem in memory: " + e.getMessage());
        }
    }

    private Path loop(String name, long bytes, int sector) throws IOException, InterruptedException {
        Path file = memory.resolve(name);
        Tool.run("fallocate", "--length", Long.toString(bytes), file.toString());
        String device = Tool.run(
                        "losetup", "--find", "--show", "--sector-size", Integer.toString(sector), file.toString())
                .strip();
        undo.push(new String[] {"losetup", "--detach", device});
        return Path.of(device);
    }

    boolean has(Case.Ground ground) {
        return places.containsKey(ground);
    }

    /** Where a case finds its image, made anew if an earlier run may have worn it. */
    Path image(Case of) throws IOException, InterruptedException {
        Path place = places.get(of.ground());
        if (!Files.isDirectory(place)) {
            return place;
        }
        if (!of.image().wearsOff()) {
            return made(place, of.image());
        }
        Path raw = made(place, Case.Image.RAW);
        // All at once need not fit into the filesystem in memory.
        for (Case.Image image : Case.Image.values()) {
            if (image.wearsOff()) {
                Files.deleteIfExists(path(place, image));
            }
        }
        if (of.image() != Case.Image.OVERLAY) {
            return made(place, of.image());
        }
        Path overlay = path(place, of.image());
        Tool.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", raw.toString(), overlay.toString());
        return overlay;
    }

    private Path made(Path place, Case.Image image) throws IOException, InterruptedException {
        Path path = path(place, image);
        if (!Tool.there(path)) {
            Tool.run(
                    "qemu-img",
                    "create",
                    "-q",
                    "-f",
                    image.format,
                    "-o",
                    image.preallocation,
                    path.toString(),
                    Long.toString(BYTES));
            Tool.run("sync", path.toString());
        }
        return path;
    }

    private static Path path(Path place, Case.Image image) {
        return place.toAbsolutePath().resolve(image.name().toLowerCase(Locale.ROOT) + "." + image.format);
    }

    @Override
    public void close() {
        undo();
    }

    private synchronized void undo() {
        undo.addLast(new String[] {"rm", "-rf", memory.toString(), disk.toString()});
        while (!undo.isEmpty()) {
            String[] command = undo.pop();
            try {
                Tool.run(command);
            } catch (IOException e) {
                System.err.println("data path: left behind: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
