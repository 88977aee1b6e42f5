package dev.shortpath.telemetry;

import dev.shortpath.facts.Excerpt;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes Events (events.k8s.io/v1), posted on the side: nothing waits for them, and when too many are waiting, new
 * ones are dropped, since the status says the same. Good news of one VM among many beyond one a second are dropped, too.
 */
public final class Bulletin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);
    private static final String CONTROLLER = "shortpath.dev/operator";
    private static final int WAITING = 1000;
    private static final int NOTE = 1000;
    /** A profile's edit may reach thousands of VMs, and each event is one more write. */
    private static final int AT_ONCE = 10;

    private static final Duration ONE_MORE = Duration.ofSeconds(1);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final String instance;
    private final AtomicInteger count = new AtomicInteger();
    private final Allowance goodNews;
    private final ThreadPoolExecutor posting = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("shortpath-events").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    public Bulletin(KubernetesClient client, InstantSource clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance.isEmpty() ? "shortpath" : instance;
        this.goodNews = new Allowance(AT_ONCE, ONE_MORE, clock.instant());
    }

    /**
     * A transition.
     *
     * @param warning whether a person should look
     * @param reason one word
     * @param action what was being done, one word
     * @param note one sentence for a person
     */
    public record News(boolean warning, String reason, String action, String note) {}

    /** Posts it on the side; of what concerns each VM of a profile, what is no warning only while there is not too much of it. */
    public void postOfMany(ObjectReference about, News news) {
        if (news.warning() || goodNews.take(clock.instant())) {
            post(about, news);
        }
    }

    /** Posts it on the side. */
    public void post(ObjectReference about, News news) {
        posting.execute(() -> {
            try {
                client.resource(event(about, news)).create();
            } catch (KubernetesClientException e) {
                if (goes(e)) {
                    return;
                }
                LOG.warn(
                        "the event {} about {}/{} was not taken: {}",
                        news.reason(),
                        about.getNamespace(),
                        about.getName(),
                        e.getMessage());
            }
        });
    }

    /** A namespace that is being deleted takes no events any more, and nobody would read them there. */
    private static boolean goes(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        && String.valueOf(e.getMessage()).contains("being terminated");
    }

    private Event event(ObjectReference about, News news) {
        boolean clusterScoped =
                about.getNamespace() == null || about.getNamespace().isEmpty();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(about))
                .withNamespace(clusterScoped ? "default" : about.getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(news.warning() ? "Warning" : "Normal")
                .withReason(news.reason())
                .withAction(news.action())
                .withNote(Excerpt.of(news.note(), NOTE))
                .withRegarding(about)
                .build();
    }

    /** As client-go names them: the object, a dot, the time; the count keeps two of one moment apart. */
    private String name(ObjectReference about) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return about.getName() + "." + Long.toHexString(micros) + Integer.toHexString(count.incrementAndGet() & 0xfff);
    }

    @Override
    public void close() {
        posting.shutdownNow();
    }
}
