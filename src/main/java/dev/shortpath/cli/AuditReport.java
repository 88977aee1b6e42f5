package dev.shortpath.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.Place;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every VM's compliance, the worst first. */
final class AuditReport {
    private static final List<String> HEADINGS = List.of("VM", "PROFILE", "COMPLIANCE", "REASON", "HOPS");

    private final List<Row> rows;
    private final String asked;

    /**
     * @param asked what was asked about, behind a word for VMs; empty where it is all of them
     */
    AuditReport(List<Planned> plans, String asked) {
        this.asked = asked;
        this.rows = plans.stream()
                .map(p -> new Row(p, standing(p)))
                .sorted(Comparator.comparing((Row r) -> r.outcome().compliance())
                        .thenComparing(r -> r.planned().title()))
                .toList();
    }

    private record Row(Planned planned, Outcome outcome) {
        List<String> cells() {
            return List.of(
                    planned.title(),
                    planned.plan().profile().orElse("-"),
                    outcome.compliance().word(),
                    outcome.reason().word(),
                    planned.plan()
                            .worst()
                            .map(DiskPath::hops)
                            .map(String::valueOf)
                            .orElse("-"));
        }
    }

    /** How a VM stands as it is read. A plan tells how it stands once its write is done, and here nobody writes. */
    static Outcome standing(Planned planned) {
        Outcome outcome = planned.plan().outcome();
        List<Change> lacking = planned.plan().write().changes();
        if (outcome.compliance() != Compliance.COMPLIANT
                || lacking.isEmpty()
                || planned.situation().moment().birth()) {
            return outcome;
        }
        String some = lacking.stream().limit(3).map(AuditReport::said).collect(Collectors.joining(", "));
        return new Outcome(
                Compliance.OUT_OF_DATE,
                PathReason.NOT_WRITTEN,
                "The VM does not have it yet: " + some
                        + (lacking.size() > 3 ? " and " + (lacking.size() - 3) + " more" : "")
                        + ". The operator writes it when it sees the VM.");
    }

    private static String said(Change change) {
        return new Place(change.disk(), change.field()).words() + " "
                + change.to().orElse("back to empty");
    }

    long count(Compliance compliance) {
        return rows.stream().filter(r -> r.outcome().compliance() == compliance).count();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = json.putObject("virtualMachines");
        counts.put("total", rows.size());
        Stream.of(Compliance.values()).forEach(c -> counts.put(lowerFirst(c.word()), count(c)));
        ArrayNode items = json.putArray("items");
        rows.forEach(r -> items.add(item(r)));
        return json;
    }

    private static ObjectNode item(Row row) {
        Planned planned = row.planned();
        Outcome outcome = row.outcome();
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
        if (rows.isEmpty()) {
            return "No VirtualMachines" + asked + ".\n";
        }
        List<List<String>> cells = rows.stream().map(Row::cells).toList();
        int[] widths = new int[HEADINGS.size()];
        Stream.concat(Stream.of(HEADINGS), cells.stream()).forEach(row -> {
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
            Outcome outcome = rows.get(i).outcome();
            cells(page, cells.get(i), widths, ExplainText.colour(outcome.compliance(), paint));
            if (outcome.compliance() != Compliance.COMPLIANT && outcome.compliance() != Compliance.NOT_APPLICABLE) {
                page.line(4, outcome.message());
            }
        }
        page.gap();
        page.line(0, summary());
        return page.toString();
    }

    private static void cells(Page page, List<String> row, int[] widths, UnaryOperator<String> colour) {
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
        return rows.size() + (rows.size() == 1 ? " VM: " : " VMs: ") + counts;
    }

    private static String lowerFirst(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }
}
