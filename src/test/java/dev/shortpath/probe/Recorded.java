package dev.shortpath.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded nodes: /proc and /sys of real kernels, as archives, since sysfs is made of links. */
public final class Recorded {
    private static final Path ARCHIVES = Path.of("src/test/resources/sysfs");
    private static final String ENDING = ".tar.gz";

    private Recorded() {}

    public static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(ARCHIVES)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(ENDING))
                    .map(f -> f.substring(0, f.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Unpacks one into a folder. */
    public static Path unpack(String name, Path into) throws IOException {
        Process tar = new ProcessBuilder(
                        "tar",
                        "-C",
                        into.toString(),
                        "-xzf",
                        ARCHIVES.resolve(name + ENDING).toString())
                .inheritIO()
                .start();
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar could not unpack " + name);
        }
        return into;
    }
}
