package dev.shortpath.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The workbench: the verbs that need no operator. Exit codes: 0; 1 where the answer is bad news that was asked for
 * (`audit`, `--strict`); 2 for input that cannot be worked with.
 */
@Command(
        name = "shortpath",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Gives KubeVirt's VMs the shortest path to their disks, and says why where it cannot.",
        subcommands = {
            RenderCommand.class,
            ExplainCommand.class,
            AuditCommand.class,
            MapCommand.class,
            BenchCommand.class,
            ProbeCommand.class,
            OperatorCommand.class,
            CompletionCommand.class,
            CompleteCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "shortpath help COMMAND says more of each."})
public final class Cli implements Runnable {
    static final int FINE = 0;
    static final int BAD_NEWS = 1;
    static final int BAD_INPUT = 2;
    /** Not the input's fault (sysexits.h, EX_SOFTWARE). */
    static final int OUR_BUG = 70;

    /** picocli lays its help out no narrower. */
    private static final int NARROWEST_HELP = 55;

    private final Terminal terminal;
    private final Operator operator;

    /** What the verb `operator` starts. */
    @FunctionalInterface
    public interface Operator {
        /** Comes back with the exit code, once the operator has ended. */
        int start(boolean managePermits);
    }

    @Spec
    private CommandSpec spec;

    private Cli(Terminal terminal, Operator operator) {
        this.terminal = terminal;
        this.operator = operator;
    }

    /** Runs a command line in this process's terminal. */
    public static int run(Operator operator, String... args) {
        return run(Terminal.ofProcess(), operator, args);
    }

    /** Runs any verb but `operator`. */
    static int run(Terminal terminal, String... args) {
        return run(
                terminal,
                _ -> {
                    throw new IllegalStateException("there is no operator to start");
                },
                args);
    }

    static int run(Terminal terminal, Operator operator, String... args) {
        CommandLine line = line(terminal, operator);
        line.setUsageHelpWidth(Math.max(NARROWEST_HELP, terminal.columns()));
        line.setUsageHelpAutoWidth(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.paint(Terminal.ColorChoice.AUTO).on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setOut(new java.io.PrintWriter(terminal.out(), true));
        line.setErr(new java.io.PrintWriter(terminal.err(), true));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
        int code = line.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** Every verb with its options. */
    static CommandLine line(Terminal terminal, Operator operator) {
        CommandLine line = new CommandLine(new Cli(terminal, operator));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static int failed(Terminal terminal, Exception e) {
        if (e instanceof BadInput bad) {
            terminal.err().println("shortpath: " + bad.getMessage());
            return BAD_INPUT;
        }
        terminal.err()
                .println("shortpath: this is a bug of Shortpath; please report it with the input and what follows");
        e.printStackTrace(terminal.err());
        return OUR_BUG;
    }

    Operator operator() {
        return operator;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: what is to be done?");
    }
}
