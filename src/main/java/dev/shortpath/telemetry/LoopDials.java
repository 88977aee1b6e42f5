package dev.shortpath.telemetry;

import static dev.shortpath.telemetry.Dial.counter;
import static dev.shortpath.telemetry.Dial.gauge;
import static dev.shortpath.telemetry.Dial.label;
import static dev.shortpath.telemetry.Dial.summary;

import dev.shortpath.telemetry.Dial.Label;
import java.util.List;

/** The loop's own metrics, which java-operator-sdk makes, as far as our alerts and dashboards rest on them. */
public final class LoopDials {
    private static final Label CONTROLLER =
            label("controller_name", "`virtualmachine`, `storageprofile`, `storagenode`");

    public static final List<Dial> ALL = List.of(
            gauge("reconciliations_queue", "Objects that wait for their visit: the queue's depth", CONTROLLER),
            gauge("reconciliations_active", "Visits that are under way", CONTROLLER),
            counter("reconciliations_started_total", "Visits that began", CONTROLLER),
            counter("reconciliations_success_total", "Visits that ended well", CONTROLLER),
            counter(
                    "reconciliations_failure_total",
                    "Visits that ended with an error, and are tried again",
                    CONTROLLER),
            counter("reconciliations_retries_total", "Visits that were such a try", CONTROLLER),
            summary("reconciliations_execution_duration_seconds", "Time that visits took", CONTROLLER),
            gauge("custom_resources", "Objects that the loop knows", CONTROLLER));

    private LoopDials() {}
}
