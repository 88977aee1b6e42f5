package dev.shortpath.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.GitLines;
import dev.shortpath.plan.Binding;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for a person who never saw Shortpath: how the VM stands, its disks' paths, then each decision and its why. */
final class ExplainText {
    private final Page page;
    private final Plan plan;

    private ExplainText(Page page, Plan plan) {
        this.page = page;
        this.plan = plan;
    }

    static void write(Planned planned, Page page) {
        Plan plan = planned.plan();
        Compliance compliance = plan.outcome().compliance();
        UnaryOperator<String> colour = colour(compliance, page.paint());
        page.line(
                0,
                planned.title() + ": " + compliance.word() + " ("
                        + plan.outcome().reason().word() + ")",
                line -> page.paint().bold(colour.apply(line)));
        page.line(2, plan.outcome().message());
        ExplainText text = new ExplainText(page, plan);
        text.profile();
        text.paths();
        text.measured(planned.measured());
        text.inGit(GitLines.manifest(planned.vm().object(), plan.inGit()));
        text.decisions();
    }

    static UnaryOperator<String> colour(Compliance compliance, Paint paint) {
        return switch (compliance) {
            case NON_COMPLIANT -> paint::red;
            case UNKNOWN, OUT_OF_DATE -> paint::yellow;
            case COMPLIANT -> paint::green;
            case NOT_APPLICABLE -> paint::faint;
        };
    }

    private void profile() {
        if (!(plan.binding() instanceof Binding.Bound bound)) {
            return;
        }
        page.gap();
        String losers = bound.losers().isEmpty()
                ? ""
                : "; " + String.join(", ", bound.losers()) + " would take it too, and comes after it";
        fact(
                "Profile",
                bound.profile().name() + ", "
                        + (bound.byLabel() ? "which the VM's label names" : "whose selector takes the VM") + losers);
        plan.delivery().ifPresent(d -> fact("Delivery", delivery(d)));
        fact("Nodes", nodes(plan.nodes()));
        plan.liveMigratable()
                .filter(can -> !can || plan.outcome().reason() != PathReason.CANNOT_START)
                .ifPresent(can -> fact("Migration", "the VM " + (can ? "can" : "cannot") + " be migrated live"));
    }

    private String delivery(Delivery delivery) {
        String where = switch (delivery) {
            case VIRTUAL_MACHINE -> "values are written into the VM's own spec";
            case INSTANCE -> "the VM's spec is left alone, values go into what each start makes of it (its VMI)";
            case AUTO -> "not decided yet";
        };
        return plan.deliveryWhy().isEmpty() ? where : where + ": " + plan.deliveryWhy();
    }

    private void fact(String name, String text) {
        page.beside(2, name, 13, text);
    }

    private static String nodes(NodeCount nodes) {
        if (!nodes.known()) {
            return "nothing is known of the nodes";
        }
        String lacking = new TreeMap<>(nodes.lacking())
                .entrySet().stream()
                        .map(e -> e.getValue() + (e.getValue() == 1 ? " node: " : " nodes: ") + e.getKey())
                        .collect(Collectors.joining("; "));
        return nodes.eligible() + " of " + nodes.total() + " can take the VM"
                + (lacking.isEmpty() ? "" : "; " + lacking);
    }

    private void paths() {
        if (plan.disks().isEmpty()) {
            return;
        }
        heading("From the guest to its data");
        int column = 6
                + plan.disks().stream()
                        .mapToInt(d -> Paragraph.length(d.disk()))
                        .filter(l -> l <= 16)
                        .max()
                        .orElse(0);
        for (DiskPath disk : plan.disks()) {
            // The path names its disk, which stands beside it already.
            String path = disk.path().startsWith(disk.disk() + ": ")
                    ? disk.path().substring(disk.disk().length() + 2)
                    : disk.path();
            page.beside(4, disk.disk(), column, unbroken(path));
        }
    }

    private void measured(Map<String, String> words) {
        if (!words.isEmpty()) {
            heading("Measured on throw-away VMs, by shortpath bench");
            words.forEach((name, word) -> page.beside(4, name, 22, word));
        }
    }

    /** A path is broken before an arrow alone. */
    private static String unbroken(String path) {
        return path.replace(' ', Page.HARD_BLANK).replace(Page.HARD_BLANK + "→", " →");
    }

    /** Lines to copy: they are not broken. */
    private void inGit(ObjectNode manifest) {
        if (!manifest.isEmpty()) {
            heading("To be put into the VM's manifest by its owner");
            YamlText.document(manifest).lines().forEach(l -> page.asIs("    " + l, UnaryOperator.identity()));
        }
    }

    /** What a person may have to act on comes first. */
    private void decisions() {
        section("Refused: unsafe, or not possible here", is(Verdict.REFUSE));
        section("Not known yet", is(Verdict.UNKNOWN));
        section("To be set, and not written yet", is(Verdict.SET).and(this::waits));
        section("Given to each VMI when it starts", is(Verdict.SET).and(this::given));
        section("Set by Shortpath", is(Verdict.SET).and(d -> !waits(d)).and(d -> !given(d)));
        section("Left as the owner wrote it", is(Verdict.YIELD));
        section("Already so: nothing to write", is(Verdict.ALREADY_SO));
        section("Does not apply here", is(Verdict.NOT_APPLICABLE));
    }

    private static Predicate<Decision> is(Verdict verdict) {
        return d -> d.is(verdict);
    }

    private boolean waits(Decision decision) {
        return plan.pending().changes().stream().anyMatch(c -> of(c, decision));
    }

    private boolean given(Decision decision) {
        return plan.delivery().equals(Optional.of(Delivery.INSTANCE))
                && decision.field().inInstance();
    }

    /** Whether a change carries a decision out; io_uring on a disk is written elsewhere than its `io`. */
    private static boolean of(Change change, Decision decision) {
        boolean field =
                change.field() == decision.field() || change.field() == Field.IO_URING && decision.field() == Field.IO;
        return field && change.disk().equals(decision.disk());
    }

    private void section(String title, Predicate<Decision> which) {
        List<Grouped> groups = Grouped.of(
                        plan.decisions().stream().filter(which).toList())
                .stream()
                .sorted(Comparator.comparing(g -> g.decision().field()))
                .toList();
        if (!groups.isEmpty()) {
            heading(title);
            groups.forEach(this::decision);
        }
    }

    private void heading(String title) {
        page.gap();
        page.line(2, title, page.paint()::bold);
    }

    private void decision(Grouped group) {
        Decision decision = group.decision();
        String head = (decision.field() == Field.DISK
                        ? "whole disk"
                        : decision.field().path())
                + decision.value().map(v -> ": " + v).orElse("")
                + was(group).map(v -> ", instead of " + v).orElse("")
                + on(group.disks())
                + decision.wanted()
                        .filter(w -> !decision.value().equals(Optional.of(w)))
                        .map(w -> "; asked for: " + w)
                        .orElse("")
                + " (" + decision.reason().word() + ")";
        page.line(4, head, verdictColour(decision.verdict()));
        page.line(6, decision.message());
        group.evidenceInShort().forEach(e -> page.beside(8, "-", 10, e));
    }

    private String on(List<String> disks) {
        if (disks.isEmpty()) {
            return "";
        }
        boolean all = disks.size() > 2 && disks.size() == plan.disks().size();
        return " on " + (all ? "all " + disks.size() + " disks" : String.join(", ", disks));
    }

    private UnaryOperator<String> verdictColour(Verdict verdict) {
        return switch (verdict) {
            case REFUSE -> page.paint()::red;
            case UNKNOWN -> page.paint()::yellow;
            case SET -> page.paint()::blue;
            case NOT_APPLICABLE -> page.paint()::faint;
            default -> UnaryOperator.identity();
        };
    }

    /** The value that the plan replaces, where it is the same on all disks of the group. */
    private Optional<String> was(Grouped group) {
        Set<Optional<String>> from = Stream.concat(plan.write().changes().stream(), plan.pending().changes().stream())
                .filter(c -> c.to().equals(group.decision().value())
                        && group.same().stream().anyMatch(d -> of(c, d)))
                .map(Change::from)
                .collect(Collectors.toSet());
        return from.size() == 1 ? from.iterator().next() : Optional.empty();
    }
}
