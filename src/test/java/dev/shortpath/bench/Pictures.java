package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The figures of the official run, drawn: docs/bench/*.svg from bench/results. */
public final class Pictures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RESULTS = Path.of("bench/results");
    private static final Path FOLDER = Path.of("docs/bench");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    /** What is missed without bound is drawn at so many times its goal. */
    private static final double FAR = 3;

    private static final List<Integer> DEPTHS = List.of(1, 4, 32);

    private static final Color REACHED = new Color(0x2E, 0x7D, 0x32);
    private static final Color MISSED = new Color(0xC6, 0x28, 0x28);

    private Pictures() {}

    public static void main(String... args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(FOLDER);
        JsonNode dataPath = JSON.readTree(RESULTS.resolve("data-path.json").toFile());
        for (String ground : List.of("block", "file on disk")) {
            for (String op : List.of("reads", "writes")) {
                save(ground.replace(' ', '-') + "-" + op, submission(dataPath, ground, op));
            }
        }
        save("goals", goals());
    }

    /** Requests a second by who submits them, for each depth that was measured. */
    private static CategoryChart submission(JsonNode results, String ground, String op) {
        CategoryChart chart = chart(
                ground + ", raw, cache none, 4 KiB " + op, "requests under way at a time", "requests a second", HEIGHT);
        // What would reach below nothing is cut there.
        chart.getStyler().setYAxisMin(0.0);
        for (Case.How how : Case.How.values()) {
            List<String> depths = new ArrayList<>();
            List<Double> medians = new ArrayList<>();
            List<Double> spreads = new ArrayList<>();
            for (int depth : DEPTHS) {
                String name =
                        "%s, raw, %s, cache none, 4 KiB %s, depth %d: requests".formatted(ground, how.words, op, depth);
                details(results)
                        .filter(f -> f.path("what").asText().equals(name))
                        .forEach(f -> {
                            depths.add(Integer.toString(depth));
                            medians.add(f.path("value").asDouble());
                            // As far up as down: to the run that is farther away.
                            double median = f.path("value").asDouble();
                            spreads.add(Math.max(
                                    f.path("most").asDouble() - median,
                                    median - f.path("least").asDouble()));
                        });
            }
            if (!depths.isEmpty()) {
                chart.addSeries(how == Case.How.FIO ? "fio (floor)" : how.words, depths, medians, spreads);
            }
        }
        return chart;
    }

    private static String busy(JsonNode results) {
        return Machine.disturbed(results) > 0 ? " (machine busy)" : "";
    }

    private static Stream<JsonNode> details(JsonNode results) {
        return results.path("details").valueStream();
    }

    /** How far each figure that has a goal is from it: at 1 it is reached just so. Of exact goals those that are missed. */
    private static CategoryChart goals() throws IOException {
        List<String> names = new ArrayList<>();
        List<Double> reached = new ArrayList<>();
        List<Double> missed = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESULTS)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode results = JSON.readTree(file.toFile());
                for (JsonNode figure : results.path("figures")) {
                    String goal = figure.path("goal").asText();
                    boolean is = figure.path("reached").asBoolean();
                    if (!goal.isEmpty() && !(goal.startsWith("=") && is)) {
                        // The size stands in what it is.
                        names.add(results.path("part").asText().replaceAll("-\\d+$", "") + busy(results) + ": "
                                + figure.path("what").asText());
                        double drawn = share(goal, figure.path("value").asDouble());
                        reached.add(is ? drawn : 0);
                        missed.add(is ? 0 : drawn);
                    }
                }
            }
        }
        CategoryChart chart = chart("Measured by its goal: up to 1 is reached", "", "share of the goal", 2 * HEIGHT);
        chart.getStyler().setXAxisLabelRotation(90);
        chart.getStyler().setOverlapped(true).setYAxisDecimalPattern("0.0");
        chart.getStyler().setSeriesColors(new Color[] {REACHED, MISSED});
        if (!names.isEmpty()) {
            chart.addSeries("reached", names, reached);
            chart.addSeries("missed", names, missed);
            chart.addAnnotation(new AnnotationLine(1, false, false));
        }
        return chart;
    }

    private static double share(String goal, double value) {
        if (goal.startsWith("=")) {
            return FAR;
        }
        double bound = Double.parseDouble(goal.replaceAll("[^0-9.]", ""));
        double share = goal.startsWith("<=") ? value / bound : bound / value;
        return Double.isFinite(share) ? Math.min(share, FAR) : FAR;
    }

    private static void plain(AxesChartStyler style) {
        style.setChartBackgroundColor(Color.WHITE);
        // Dashes would be drawn one by one, each a part of the file.
        style.setPlotGridLinesStroke(new BasicStroke(0.5f));
    }

    private static CategoryChart chart(String title, String x, String y, int height) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setYAxisDecimalPattern("#,###");
        plain(chart.getStyler());
        return chart;
    }

    private static void save(String name, CategoryChart chart) throws IOException {
        if (!chart.getSeriesMap().isEmpty()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, FOLDER.resolve(name).toString(), VectorGraphicsFormat.SVG);
        }
    }
}
