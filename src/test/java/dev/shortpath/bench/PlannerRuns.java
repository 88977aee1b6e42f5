package dev.shortpath.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link PlannerBench} at the size of the goal, and then with each number made smaller by itself. */
public final class PlannerRuns {
    private static final String ALONE = "plan";
    private static final double GOAL_MILLIS = 1000;

    private final Results results = new Results("planner");

    private PlannerRuns() {}

    /** In full the growth with each number too. */
    public static void main(String... args) throws RunnerException, IOException {
        PlannerRuns runs = new PlannerRuns();
        runs.atTheGoal();
        if (Sizes.full()) {
            runs.growth("vms", "1000");
            runs.growth("vms", "5000");
            runs.growth("nodes", "50");
            runs.growth("nodes", "250");
            runs.growth("drives", "12");
            runs.growth("drives", "24");
        }
        runs.results.save();
    }

    private void atTheGoal() throws RunnerException {
        for (RunResult run : run("", options -> options)) {
            String what = what(run);
            double millis = run.getPrimaryResult().getScore();
            Figure figure = Figure.of(what, millis, "ms");
            results.add(what.startsWith(ALONE + " ") ? figure.atMost(GOAL_MILLIS) : figure);
        }
    }

    private void growth(String number, String value) throws RunnerException {
        for (RunResult run : run("\\.plan$", options -> options.param(number, value))) {
            results.add(Figure.of(what(run), run.getPrimaryResult().getScore(), "ms"));
        }
    }

    private static Collection<RunResult> run(String method, UnaryOperator<ChainedOptionsBuilder> more)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .warmupIterations(Sizes.full() ? 4 : 3)
                .measurementIterations(Sizes.full() ? 5 : 3)
                .include(PlannerBench.class.getSimpleName() + method)
                .verbosity(org.openjdk.jmh.runner.options.VerboseMode.SILENT);
        return new Runner(more.apply(options).build()).run();
    }

    private static String what(RunResult run) {
        var params = run.getParams();
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        return List.of(
                        method.equals(ALONE) ? ALONE : "read and plan",
                        params.getParam("vms") + " VMs,",
                        params.getParam("nodes") + " nodes of",
                        params.getParam("drives") + " drives,",
                        "profile with a " + params.getParam("profile"))
                .stream()
                .reduce((a, b) -> a + " " + b)
                .orElseThrow()
                .replace("with a disks", "of disks");
    }
}
