package dev.shortpath.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.bench.DataPathBench;
import dev.shortpath.bench.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** `docs/evidence.md`, from the rules, the table of what they rest on, and the figures of `make bench FULL=1`. */
final class Evidence {
    private static final Path RESULTS = Path.of("bench/results/data-path.json");

    private static final String TEXT = """
            # What the rules rest on

            <!-- Generated from %s and %s by `make generate`; do not edit. -->

            Each rule of the planner, in the order in which they are asked, with what it claims and the figure or the published
            source that this rests on. A claim that has neither says so.

            Figures are ratios: *native by threads 1.20* says that the same requests went 1.2 times as fast by native as by threads.
            Beside the median stand the least and the most of the rounds (%s). CPU is of QEMU's process for each request; of block it leaves
            out the kernel's threads of the loop device. **none** says that the difference is within the noise: rounds disagree on its side, or
            it is no larger than what the same case differs from itself; **the other way round here** that it is one, and against the claim.
            A claim of which not every figure says so begins with how many do. They were measured below the guest, by `make bench-data-path`
            ([how](../bench/data-path.md)); what virtio and a guest's driver add or save is not in them.

            %s
            %s""";

    private Evidence() {}

    static String markdown() {
        EvidenceTable table = EvidenceTable.read();
        JsonNode results = results();
        String rules =
                RuleNames.all().stream().map(name -> rule(name, table, results)).collect(Collectors.joining("\n"));
        return TEXT.formatted(EvidenceTable.FILE, RESULTS, rounds(results), machine(results), rules);
    }

    private static JsonNode results() {
        try {
            return new ObjectMapper().readTree(RESULTS.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rounds(JsonNode results) {
        int rounds = results.path("details").path(0).path("runs").asInt();
        return rounds < DataPathBench.FULL_ROUNDS ? rounds + ", of a short run" : Integer.toString(rounds);
    }

    private static String machine(JsonNode results) {
        JsonNode machine = results.path("machine");
        double busy = Machine.disturbed(results);
        List<String> without = new ArrayList<>();
        results.path("without").forEach(w -> without.add("- " + w.asText()));
        return "Measured at %s on %d cores of %s, Linux %s, %s; Shortpath %s.%s%n%nNot measured:%n%s%n"
                .formatted(
                        results.path("began").asText(),
                        machine.path("cores").asInt(),
                        machine.path("cpu").asText(),
                        machine.path("kernel").asText(),
                        results.at("/versions/qemu-img").asText(),
                        results.at("/versions/shortpath").asText("of no commit"),
                        busy == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " **Other work kept %.1f cores busy: take the figures for a trial of the harness, not for an"
                                                + " answer.**",
                                        busy),
                        String.join("\n", without));
    }

    private static String rule(String name, EvidenceTable table, JsonNode results) {
        List<EvidenceTable.Claim> claims = table.rules().get(name);
        if (claims == null) {
            throw new IllegalArgumentException(EvidenceTable.FILE + " has no entry for rule " + name
                    + ": add what it claims, with a figure or a source, or why it has neither");
        }
        return claims.stream()
                .map(c ->
                        "| %s | %s | %s |%n".formatted(Markdown.cell(c.says()), figures(c, results), sources(c, table)))
                .collect(Collectors.joining(
                        "", "## %s%n%n| claims | measured | published |%n| --- | --- | --- |%n".formatted(name), ""));
    }

    private static String figures(EvidenceTable.Claim claim, JsonNode results) {
        if (claim.figures().isEmpty()) {
            return "-";
        }
        return verdict(claim, results)
                + claim.figures().stream().map(f -> figure(f, claim, results)).collect(Collectors.joining("<br>"));
    }

    /** How many of the figures bear a claim out, where not all of them do. */
    private static String verdict(EvidenceTable.Claim claim, JsonNode results) {
        long so = count(claim, results, claim.rate());
        long none = claim.rate().equals("none") ? 0 : count(claim, results, "none");
        int all = claim.figures().size();
        return so == all
                ? ""
                : "**%s**: %d of %d so, %d within the noise, %d the other way round<br>"
                        .formatted(
                                so == 0 ? "not borne out here" : "borne out in part", so, all, none, all - so - none);
    }

    private static long count(EvidenceTable.Claim claim, JsonNode results, String difference) {
        return claim.figures().stream()
                .filter(f -> difference(f + ": rate", results).equals(difference))
                .count();
    }

    private static String figure(String name, EvidenceTable.Claim claim, JsonNode results) {
        String rate = difference(name + ": rate", results);
        String cpu = difference(name + ": CPU", results);
        String line =
                "%s: rate %s, CPU %s".formatted(name, ratio(name + ": rate", results), ratio(name + ": CPU", results));
        // What goes faster should cost no more.
        boolean against = !rate.equals("none") && !rate.equals(claim.rate());
        boolean dearer = !cpu.equals("none") && cpu.equals(claim.rate());
        return line + (against ? " **the other way round here**" : "") + (dearer ? " **CPU the other way round**" : "");
    }

    private static String difference(String name, JsonNode results) {
        return find(name, results).path("difference").asText();
    }

    private static JsonNode find(String name, JsonNode results) {
        return Stream.of("figures", "details")
                .flatMap(part -> results.path(part).valueStream())
                .filter(f -> f.path("what").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        EvidenceTable.FILE + " names a figure that " + RESULTS + " has not: '" + name + "'"));
    }

    private static String ratio(String name, JsonNode results) {
        JsonNode figure = find(name, results);
        String median = String.format(Locale.ROOT, "%.2f", figure.path("value").asDouble());
        return String.format(
                Locale.ROOT,
                "%s (%.2f to %.2f)",
                figure.path("difference").asText().equals("none") ? "**none** " + median : median,
                figure.path("least").asDouble(),
                figure.path("most").asDouble());
    }

    private static String sources(EvidenceTable.Claim claim, EvidenceTable table) {
        if (claim.neither() != null) {
            return "**neither**: " + Markdown.cell(claim.neither());
        }
        return claim.sources().isEmpty()
                ? "-"
                : claim.sources().stream()
                        .map(s -> "[%s](%s)".formatted(Markdown.cell(s.what()), table.address(s)))
                        .collect(Collectors.joining("<br>"));
    }
}
