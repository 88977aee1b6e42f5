package dev.shortpath.probe;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** What the probe says for people: a line when something becomes otherwise, none when it goes on. */
public final class Journal {
    private final Consumer<String> lines;
    private final InstantSource clock;
    private String trouble = "";
    private List<String> unread = List.of();

    /** @param lines takes each line, without an end of line */
    public Journal(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** The first line of a process. */
    public void start(String node, Rhythm rhythm) {
        say("the probe of node " + node + " looks every " + rhythm.interval() + ", and reports at the latest every "
                + rhythm.heartbeat().truncatedTo(ChronoUnit.SECONDS));
    }

    void say(String what) {
        lines.accept(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + what.replaceAll("\\s*\\R\\s*", " "));
    }

    /**
     * The report was not taken.
     *
     * @param kind what goes on until another kind, or {@link #well}
     */
    void trouble(String kind, String message) {
        if (!trouble.equals(kind)) {
            trouble = kind;
            say("the report is not taken, what was last written stands, and it is tried again: " + message);
        }
    }

    void well() {
        if (!trouble.isEmpty()) {
            trouble = "";
            say("the API server takes reports again");
        }
    }

    void unread(List<String> problems) {
        if (!unread.equals(problems)) {
            problems.stream().filter(p -> !unread.contains(p)).forEach(this::say);
            if (problems.isEmpty()) {
                say("all can be read again");
            }
            unread = problems;
        }
    }
}
