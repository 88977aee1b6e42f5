package dev.shortpath.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is run once, so that the JVM's start-up cache holds what every verb needs; prints nothing. */
final class Rehearsal {
    private static final List<String> SCRIPT =
            List.of("/examples/profiles.yaml", "/examples/played-cluster.yaml", "/examples/vms/orders-db.yaml");

    private Rehearsal() {}

    public static void main(String... args) throws IOException {
        byte[] manifests = manifests();
        List.of("yaml", "json", "patch").forEach(o -> play(manifests, "render", "-o", o, "-f", "-"));
        play(manifests, "explain", "-f", "-");
        play(manifests, "audit", "-f", "-");
        play(manifests, "--help");
        Path kubeconfig = Files.createTempFile("shortpath", ".kubeconfig");
        try (EmptyCluster cluster = EmptyCluster.start()) {
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

    private static byte[] manifests() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String resource : SCRIPT) {
            try (InputStream in = Rehearsal.class.getResourceAsStream(resource)) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append("\n---\n");
            }
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }
}
