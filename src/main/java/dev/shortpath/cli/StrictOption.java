package dev.shortpath.cli;

import dev.shortpath.api.Verdict;
import java.util.List;
import picocli.CommandLine.Option;

/** `--strict`, of render and explain: a Refuse is then bad news. */
final class StrictOption {
    @Option(names = "--strict", description = "End with exit code 1 where something of a profile is refused.")
    private boolean strict;

    int exit(List<Planned> plans) {
        boolean refused =
                plans.stream().flatMap(p -> p.plan().decisions().stream()).anyMatch(d -> d.is(Verdict.REFUSE));
        return strict && refused ? Cli.BAD_NEWS : Cli.FINE;
    }
}
