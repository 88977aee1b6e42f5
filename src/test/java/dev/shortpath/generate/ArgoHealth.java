package dev.shortpath.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The parts of Argo CD's ConfigMap argocd-cm, one file a group, from the health.lua files in Argo CD's own layout. */
final class ArgoHealth {
    private static final Path HOME = Path.of("deploy/argocd");
    private static final Path SCRIPTS = HOME.resolve("resource_customizations");

    private static final String HEAD = """
            # Generated from resource_customizations by `make generate`; do not edit. It adds to the ConfigMap that is there:
            #   kubectl apply --server-side --field-manager=health.%s -f %s
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argocd-cm
              namespace: argocd
            data:
            """;

    private ArgoHealth() {}

    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (Path group : inside(SCRIPTS)) {
            String name =
                    HOME.resolve("argocd-cm." + group.getFileName() + ".yaml").toString();
            files.put(name, configMap(name, group));
        }
        return files;
    }

    private static String configMap(String name, Path group) {
        StringBuilder text = new StringBuilder(HEAD.formatted(group.getFileName(), name));
        for (Path kind : inside(group)) {
            text.append("  resource.customizations.health.")
                    .append(group.getFileName())
                    .append('_')
                    .append(kind.getFileName())
                    .append(": |\n");
            read(kind.resolve("health.lua"))
                    .lines()
                    .map(line -> line.isEmpty() ? line : "    " + line)
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<Path> inside(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
