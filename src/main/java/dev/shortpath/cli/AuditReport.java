package dev.shortpath.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every VM's compliance, the worst first. */
final class AuditReport {
    private static final List<String> HEADINGS = List.of("VM", "PROFILE", "COMPLIANCE", "REASON", "HOPS");

    private final List<Planned> plans;

    AuditReport(List<Planned> plans) {
        this.plans = plans.stream()
                .sorted(Comparator.comparing((Planned p) -> p.plan().outcome().compliance())
                        .thenComparing(Planned::title))
                .toList();
    }

    long count(Compliance compliance) {
        return plans.stream()
                .filter(p -> p.plan().outcome().compliance() == compliance)
                .count();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = json.putObject("virtualMachines");
        counts.put("total", plans.size());
        Stream.of(Compliance.values()).forEach(c -> counts.put(lowerFirst(c.word()), count(c)));
        ArrayNode items = json.putArray("items");
        plans.forEach(p -> items.add(item(p)));
        return json;
    }

    private static ObjectNode item(Planned planned) {
        Outcome outcome = planned.plan().outcome();
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("virtualMachine", planned.title());
        planned.plan().profile().ifPresent(p -> item.put("profile", p));
        item.put("compliance", outcome.compliance().word());
        item.put("reason", outcome.reason().word());
        item.put("message", outcome.message());
        planned.plan().worst().ifPresent(w -> item.put("hops", w.hops()).put("path", w.path()));
        return item;
    }

    /** A row for each VM; beneath it, where it does not comply, the sentence that says why and what to do. */
    String table(Paint paint, int width) {
        if (plans.isEmpty()) {
            return "No VirtualMachines.\n";
        }
        List<List<String>> rows = plans.stream().map(AuditReport::row).toList();
        int[] widths = new int[HEADINGS.size()];
        Stream.concat(Stream.of(HEADINGS), rows.stream()).forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Paragraph.length(row.get(i)));
            }
        });
        // Long names move to a line of their own sooner than that the table grows wider than the window.
        int rest = widths[1] + widths[2] + widths[3] + widths[4] + 8;
        widths[0] =
                Math.max(Math.min(widths[0], width - rest), HEADINGS.getFirst().length());
        Page page = new Page(paint, width);
        cells(page, HEADINGS, widths, paint::bold);
        for (int i = 0; i < rows.size(); i++) {
            Outcome outcome = plans.get(i).plan().outcome();
            cells(page, rows.get(i), widths, ExplainText.colour(outcome.compliance(), paint));
            if (outcome.compliance() != Compliance.COMPLIANT && outcome.compliance() != Compliance.NOT_APPLICABLE) {
                page.line(4, outcome.message());
            }
        }
        page.gap();
        page.line(0, summary());
        return page.toString();
    }

    private static List<String> row(Planned planned) {
        Outcome outcome = planned.plan().outcome();
        return List.of(
                planned.title(),
                planned.plan().profile().orElse("-"),
                outcome.compliance().word(),
                outcome.reason().word(),
                planned.plan().worst().map(DiskPath::hops).map(String::valueOf).orElse("-"));
    }

    private static void cells(
            Page page, List<String> row, int[] widths, java.util.function.UnaryOperator<String> colour) {
        StringBuilder line = new StringBuilder();
        String first = row.getFirst();
        if (Paragraph.length(first) > widths[0]) {
            page.line(0, first, colour);
            first = "";
        }
        for (int i = 0; i < row.size(); i++) {
            String cell = i == 0 ? first : row.get(i);
            line.append(cell).append(" ".repeat(Math.max(0, widths[i] - Paragraph.length(cell)) + 2));
        }
        page.asIs(line.toString().stripTrailing(), colour);
    }

    private String summary() {
        String counts = Stream.of(Compliance.values())
                .filter(c -> count(c) > 0)
                .map(c -> count(c) + " " + c.word())
                .collect(Collectors.joining(", "));
        return plans.size() + (plans.size() == 1 ? " VM: " : " VMs: ") + counts;
    }

    private static String lowerFirst(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }
}
