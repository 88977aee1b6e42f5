package dev.shortpath.main;

import dev.shortpath.cli.Cli;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.atomic.AtomicBoolean;

/** The front door: starts the verb that was asked for. Only `operator` starts Quarkus. */
@QuarkusMain
public final class Main {
    /** What the flag of that name sets; else the environment says it ({@link OperatorConfig}). */
    private static final String MANAGE_PERMITS = "shortpath.manage-permitted-host-devices";

    private Main() {}

    public static void main(String... args) {
        AtomicBoolean operated = new AtomicBoolean();
        int code = Cli.run(
                managePermits -> {
                    operated.set(true);
                    if (managePermits) {
                        System.setProperty(MANAGE_PERMITS, "true");
                    }
                    Quarkus.run(OperatorApp.class, args);
                    return 0;
                },
                args);
        // Quarkus ends the process by itself.
        if (!operated.get()) {
            System.exit(code);
        }
    }
}
