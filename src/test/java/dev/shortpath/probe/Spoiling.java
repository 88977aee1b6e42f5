package dev.shortpath.probe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Spoils places of a tree, and mends them again when closed. */
final class Spoiling implements AutoCloseable {
    private static final int MANY = 1_500;

    private final Path root;
    private final Path aside;
    private final Deque<Undo> undo = new ArrayDeque<>();

    private interface Undo {
        void run() throws IOException;
    }

    /** How a place is spoiled. The first ones leave nothing that could be read there: no fact may come of them. */
    enum Way {
        BINARY,
        HUGE,
        FIFO,
        CIRCLE,
        OUTSIDE,
        WRONG_KIND,
        FORBIDDEN,
        EMPTY,
        TRUNCATED,
        NONSENSE,
        MINUS_ONE,
        NULL,
        LONG,
        GONE,
        CROWDED;

        boolean saysNothing() {
            return compareTo(EMPTY) < 0;
        }
    }

    Spoiling(Path root, Path aside) {
        this.root = root;
        this.aside = aside;
    }

    void spoil(String path, Way way) throws IOException {
        Path place = root.resolve(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean directory = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
        if (way == Way.FORBIDDEN) {
            forbid(place);
        } else if (way == Way.CROWDED) {
            crowd(directory ? place : place.getParent());
        } else {
            byte[] before = way == Way.TRUNCATED
                            && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                            && Files.size(place) < 65_536
                    ? Files.readAllBytes(place)
                    : new byte[0];
            Path kept = aside.resolve(String.valueOf(undo.size()));
            Files.move(place, kept);
            undo.push(() -> {
                remove(place);
                Files.move(kept, place);
            });
            if (way == Way.WRONG_KIND && !directory) {
                Files.createDirectories(place.resolve("in"));
            } else {
                put(place, way, before);
            }
        }
    }

    private void put(Path place, Way way, byte[] before) throws IOException {
        switch (way) {
            case BINARY -> Files.write(place, new byte[] {0x7f, 'E', 'L', 'F', 0, (byte) 0xff, (byte) 0xfe, 1});
            case HUGE -> {
                try (RandomAccessFile file = new RandomAccessFile(place.toFile(), "rw")) {
                    file.setLength(4L << 30);
                }
            }
            case FIFO -> Files.createLink(place, fifo());
            case CIRCLE -> Files.createSymbolicLink(place, place.getFileName());
            case OUTSIDE -> Files.createSymbolicLink(place, Path.of("../".repeat(30) + "etc/hostname"));
            // A file, where a directory was.
            case EMPTY, WRONG_KIND -> Files.createFile(place);
            case TRUNCATED -> Files.write(place, Arrays.copyOf(before, before.length / 2));
            case NONSENSE -> Files.writeString(place, "tlhIngan maH! 42 <>&%\n- - -\n\t: 0x");
            case MINUS_ONE -> Files.writeString(place, "-1\n");
            case NULL -> Files.writeString(place, "(null)\n");
            case LONG -> Files.write(place, "A1".repeat(5_120).getBytes(StandardCharsets.US_ASCII));
            case GONE, FORBIDDEN, CROWDED -> {}
        }
    }

    private Path fifo() throws IOException {
        Path fifo = aside.resolve("fifo");
        if (!Files.exists(fifo)) {
            new ProcessBuilder("mkfifo", fifo.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        }
        return fifo;
    }

    private void forbid(Path place) throws IOException {
        if (Files.isSymbolicLink(place)) {
            return;
        }
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(place);
        Files.setPosixFilePermissions(place, Set.of());
        undo.push(() -> Files.setPosixFilePermissions(place, before));
    }

    private void crowd(Path directory) throws IOException {
        for (int i = 0; i < MANY; i++) {
            Path file = directory.resolve("crowd-" + i);
            if (!Files.exists(file)) {
                Files.createFile(file);
                undo.push(() -> Files.delete(file));
            }
        }
    }

    private static void remove(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** All places below a root, in a fixed order. */
    static List<String> places(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.skip(1).map(p -> root.relativize(p).toString()).sorted().toList();
        }
    }
}
