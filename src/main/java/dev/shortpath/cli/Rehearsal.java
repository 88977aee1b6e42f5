package dev.shortpath.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is run once, so that the JVM's start-up cache holds what every verb needs; prints nothing. */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String... args) throws IOException {
        byte[] manifests = ExampleCluster.manifests();
        List.of("yaml", "json", "patch").forEach(o -> play(manifests, "render", "-o", o, "-f", "-"));
        play(manifests, "explain", "-f", "-");
        play(manifests, "audit", "-f", "-");
        play(manifests, "map", "-o", "-", "-f", "-");
        play(manifests, "--help");
        Path kubeconfig = Files.createTempFile("shortpath", ".kubeconfig");
        try (ExampleCluster cluster = ExampleCluster.start()) {
            // The second is a conversation that ends at its first word: a certificate is more than a rehearsal needs.
            for (String scheme : List.of("http", "https")) {
                Files.writeString(kubeconfig, cluster.kubeconfig(scheme));
                play(manifests, "audit", "--kubeconfig", kubeconfig.toString());
            }
        } finally {
            Files.delete(kubeconfig);
        }
        // The client leaves threads behind.
        System.exit(Cli.FINE);
    }

    private static void play(byte[] stdin, String... line) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Cli.run(new Terminal(new ByteArrayInputStream(stdin), nowhere, nowhere, true, 80, Map.of()), line);
    }
}
