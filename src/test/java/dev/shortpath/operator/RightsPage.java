package dev.shortpath.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/rights.md: each right of the chart, the call that needs it, and what failed without it. */
public final class RightsPage {
    public static final String PATH = "docs/rights.md";

    private static final Path WITHOUT = Path.of("src/test/resources/rights/without.tsv");
    private static final Map<String, String> TITLES = Map.of(
            "operator", "The operator",
            "permit-host-devices", "The operator, with `options.permitHostDevices.enabled`",
            "hook-sidecars", "The operator, with `options.hookSidecars.enabled`",
            "probe", "The probe");

    private RightsPage() {}

    public static String markdown() {
        Map<String, String[]> without = without();
        return """
                # Rights

                <!-- Generated from src/test/resources/rights by `make generate`; do not edit. -->

                What the accounts of Shortpath may do, and for which call. A test does everything that Shortpath does, under the accounts of the chart, and compares what the API server
                was asked (its audit log) with this list: a right that no call uses fails it, and so does a call without its right. `make rights` takes each away and looks what fails;
                the last column is what it found: what was denied, and the first duty that failed for it. Where none did, what is read by that right counts as unknown, and reports say so.

                RBAC cannot say everything: `patch` of Nodes is held to labels under `shortpath.dev/`, and a probe to its own StorageNode, by ValidatingAdmissionPolicies (`deploy/policies`).
                """
                + List.of("operator", "permit-host-devices", "hook-sidecars", "probe").stream()
                        .map(part -> chapter(part, without))
                        .collect(Collectors.joining());
    }

    private static String chapter(String part, Map<String, String[]> without) {
        return "\n## " + TITLES.get(part) + "\n\n| right | call | why | without it |\n| --- | --- | --- | --- |\n"
                + Needs.of(part).stream()
                        .map(n -> "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        RightsTakenAway.words(n.rights()),
                                        n.call(),
                                        n.why(),
                                        found(without.get(part + "\t" + RightsTakenAway.words(n.rights())))))
                        .collect(Collectors.joining());
    }

    private static String found(String[] cells) {
        if (cells == null) {
            return "";
        }
        String denied = cells[2].equals("-") ? "" : "denied: `" + cells[2] + "`";
        String failed = cells[3].equals("-") ? "" : "fails: " + cells[3];
        return denied + (denied.isEmpty() || failed.isEmpty() ? "" : "; ") + failed;
    }

    private static Map<String, String[]> without() {
        Map<String, String[]> rows = new TreeMap<>();
        try {
            if (Files.exists(WITHOUT)) {
                for (String line : Files.readAllLines(WITHOUT)) {
                    String[] cells = line.split("\t");
                    rows.put(cells[0] + "\t" + cells[1], cells);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
