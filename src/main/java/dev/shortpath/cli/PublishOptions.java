package dev.shortpath.cli;

import dev.shortpath.probe.AccountPublisher;
import dev.shortpath.probe.Journal;
import dev.shortpath.probe.Lookout;
import dev.shortpath.probe.Probe;
import dev.shortpath.probe.Rhythm;
import dev.shortpath.probe.Sight;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How the probe publishes what it sees. */
final class PublishOptions {
    private static final String NODE_NAME = "NODE_NAME";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    /** The client's own variable for a token that lies elsewhere. */
    private static final String TOKEN_FILE = "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN";

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "The node's name, and so the StorageNode's. Without it, the variable NODE_NAME says it.")
    private String nodeName;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "From one look to the next, as PT30S or PT2M, at least PT1S. Default: ${DEFAULT-VALUE}.")
    private String interval;

    /** Looks and publishes until the process is told to end. */
    int run(Terminal terminal, Supplier<Sight> eyes) throws BadInput, InterruptedException {
        String name = name(terminal);
        Duration interval = interval();
        InstantSource clock = InstantSource.system();
        Rhythm rhythm = Rhythm.of(interval, new SecureRandom()::nextDouble);
        Journal journal = new Journal(
                line -> {
                    terminal.err().println(line);
                    terminal.err().flush();
                },
                clock);
        String file = terminal.environment().get(TOKEN_FILE);
        try (AccountPublisher account = AccountPublisher.of(file == null ? MOUNTED : Path.of(file))) {
            Probe probe = new Probe(new Lookout(eyes, account.node(name, clock), rhythm, clock, journal), interval);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(probe), "shortpath-probe-end"));
            journal.start(name, rhythm);
            probe.run();
        }
        return Cli.FINE;
    }

    /** Told also where the probe looks once and does not need it. */
    Duration interval() throws BadInput {
        try {
            Duration told = Duration.parse(interval);
            if (told.compareTo(SHORTEST) < 0) {
                throw new BadInput("--interval " + interval + ": too short; at least " + SHORTEST);
            }
            return told;
        } catch (DateTimeParseException e) {
            throw new BadInput("--interval " + interval + ": not a duration; write it as PT30S or PT2M");
        }
    }

    private String name(Terminal terminal) throws BadInput {
        return told(terminal)
                .orElseThrow(() -> new BadInput("of which node? Give --node-name, or set " + NODE_NAME
                        + " (deploy/probe takes it from the pod's spec.nodeName); with --once the probe only prints"));
    }

    /** The node's name, where somebody says it. */
    Optional<String> told(Terminal terminal) throws BadInput {
        Optional<String> told = Optional.ofNullable(nodeName)
                .or(() -> Optional.ofNullable(terminal.environment().get(NODE_NAME)))
                .filter(n -> !n.isBlank());
        if (told.filter(n -> !isName(n)).isPresent()) {
            throw new BadInput((nodeName != null ? "--node-name " : NODE_NAME + "=") + told.get()
                    + ": not the name of a Node; it has lower-case letters, digits, - and . only");
        }
        return told;
    }

    static boolean isName(String name) {
        return name.length() <= 253 && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    }

    private static void end(Probe probe) {
        try {
            probe.stop(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
