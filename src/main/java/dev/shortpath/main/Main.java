package dev.shortpath.main;

import dev.shortpath.cli.Cli;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The front door: starts the verb that was asked for. Only `operator` starts Quarkus. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        if (args.length == 1 && args[0].equals("operator")) {
            Quarkus.run(OperatorApp.class, args);
        } else {
            System.exit(Cli.run(args));
        }
    }
}
