package dev.shortpath.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Remembered;
import dev.shortpath.probe.Remembering.Replaced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Looks, compares with what the API server last acknowledged, and writes what changed. For one thread. */
public final class Lookout {
    /** No more drives than this wait for their event. */
    private static final int WAITING = 64;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<Sight> eyes;
    private final StorageNodePublisher publisher;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final Journal journal;

    /** The object as we know it; null until it was first asked for. */
    private Stored stored;

    private StorageNodeStatus last;
    private final Queue<Replaced> news = new ArrayDeque<>();
    private Instant notBefore = Instant.MIN;
    private int failures;

    public Lookout(
            Supplier<Sight> eyes, StorageNodePublisher publisher, Rhythm rhythm, InstantSource clock, Journal journal) {
        this.eyes = eyes;
        this.publisher = publisher;
        this.rhythm = rhythm;
        this.clock = clock;
        this.journal = journal;
    }

    /** One look, and the writes that it asks for. Whatever the API server does, this returns. */
    public void round() {
        boolean ask = !clock.instant().isBefore(notBefore);
        try {
            if (stored == null) {
                // Before the first look, for what is remembered stands there.
                if (!ask) {
                    return;
                }
                stored = publisher.read();
                last = stored.status();
            }
            look();
            if (ask && publish()) {
                failures = 0;
                journal.well();
            }
        } catch (NotTaken e) {
            notBefore = clock.instant().plus(rhythm.pause(++failures));
            journal.trouble(Integer.toString(e.code()), e.getMessage());
        }
    }

    private void look() {
        Sight sight = eyes.get();
        journal.unread(sight.problems());
        Remembered remembered = Remembering.merge(last, sight.status());
        last = remembered.status();
        for (Replaced drive : remembered.replaced()) {
            journal.say(StorageNodePublisher.note(drive));
            if (news.size() < WAITING) {
                news.add(drive);
            }
        }
    }

    /** Whether anything was written. */
    private boolean publish() throws NotTaken {
        Optional<OwnNode> node = publisher.node();
        boolean claim = !stored.exists() || node.filter(n -> !stored.ownedBy(n)).isPresent();
        if (claim) {
            stored = publisher.claim(node);
        }
        boolean report = !facts(last).equals(facts(stored.status()))
                || rhythm.overdue(stored.status().observedAt(), clock.instant());
        if (report) {
            report(node);
        }
        boolean told = tell();
        return claim || report || told;
    }

    private void report(Optional<OwnNode> node) throws NotTaken {
        StorageNodeStatus now = at(last, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (!publisher.report(now)) {
            journal.say("the StorageNode was deleted, and is made again");
            stored = publisher.claim(node);
            publisher.report(now);
        }
        stored = stored.saying(now);
    }

    private boolean tell() throws NotTaken {
        boolean any = !news.isEmpty();
        while (!news.isEmpty()) {
            publisher.tell(stored, news.peek()).ifPresent(why -> journal.say("the event was not taken: " + why));
            news.remove();
        }
        return any;
    }

    private static StorageNodeStatus at(StorageNodeStatus s, Instant observed) {
        return new StorageNodeStatus(
                observed.toString(), s.kernel(), s.iommu(), s.ioUring(), s.numa(), s.vfio(), s.nvme(), s.totals());
    }

    /** As JSON, so that they compare as the server keeps them, and without the time. */
    private static JsonNode facts(StorageNodeStatus status) {
        try {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsBytes(status));
            return tree.without(List.of("observedAt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
