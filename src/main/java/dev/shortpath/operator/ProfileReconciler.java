package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Condition;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.StorageProfileStatus;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.operator.ProfileStatus.Said;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a profile, adds up what its VMs' StoragePaths say, and writes its status when that changed. */
@Ignore
@ControllerConfiguration(
        name = "storageprofile",
        generationAwareEventProcessing = false,
        informer = @Informer(comparableResourceVersions = false))
final class ProfileReconciler implements Reconciler<WatchedProfile> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.profile");
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Caches caches;
    private final Answers profiles;
    private final ProfileStatus status;
    private final StatusWriter writer;
    private final Bulletin bulletin;
    private final InstantSource clock;
    private final Bell<WatchedProfile> bell;
    private final Map<String, Instant> unsettled = new ConcurrentHashMap<>();

    ProfileReconciler(
            Caches caches,
            Answers profiles,
            ProfileStatus status,
            StatusWriter writer,
            Bulletin bulletin,
            InstantSource clock,
            Bell<WatchedProfile> bell) {
        this.caches = caches;
        this.profiles = profiles;
        this.status = status;
        this.writer = writer;
        this.bulletin = bulletin;
        this.clock = clock;
        this.bell = bell;
    }

    @Override
    public List<EventSource<?, WatchedProfile>> prepareEventSources(EventSourceContext<WatchedProfile> context) {
        return List.of(bell);
    }

    @Override
    public UpdateControl<WatchedProfile> reconcile(WatchedProfile primary, Context<WatchedProfile> context)
            throws IOException {
        if (!caches.settled()) {
            return again(SOON);
        }
        Optional<JsonNode> profile =
                profiles.newest(new Key("", primary.getMetadata().getName()));
        if (profile.isEmpty()) {
            return UpdateControl.noUpdate();
        }
        Said said = status.of(profile.get(), clock.instant());
        if (tooEarly(profile.get(), said)) {
            return again(SOON);
        }
        StorageProfileStatus wanted = said.status();
        switch (writer.write(profile.get(), wanted)) {
            case AGAIN -> {
                return again(SOON);
            }
            case WRITTEN -> tell(profile.get(), wanted);
            case SAME -> {
                // As it stands.
            }
        }
        // A kind that went may come again, and only a look shows it.
        boolean lacking =
                java.util.stream.Stream.of(Watched.values()).anyMatch(k -> caches.state(k) == Caches.State.ABSENT);
        return lacking ? again(LOOK_AGAIN) : UpdateControl.noUpdate();
    }

    /** A profile that was decided does not waver because a new operator, or a new VM, takes a moment. */
    private boolean tooEarly(JsonNode profile, Said said) {
        String name = Key.of(profile).name();
        boolean known = profile.at("/status/observedGeneration").asLong(-1)
                == profile.at("/metadata/generation").asLong();
        if (said.settled() || !known) {
            unsettled.remove(name);
            return false;
        }
        Instant since = unsettled.computeIfAbsent(name, n -> clock.instant());
        return clock.instant().isBefore(since.plus(PATIENCE));
    }

    private void tell(JsonNode profile, StorageProfileStatus wanted) {
        for (Condition condition : wanted.conditions()) {
            boolean same = profile.at("/status/conditions")
                    .valueStream()
                    .anyMatch(c -> c.path("type").asText().equals(condition.type())
                            && c.path("status").asText().equals(condition.status())
                            && c.path("reason").asText().equals(condition.reason()));
            if (!same && !condition.reason().equals(ProfileReason.PENDING.word())) {
                boolean warning = condition.type().equals("Accepted")
                        && condition.status().equals("False");
                bulletin.post(
                        new ObjectReferenceBuilder()
                                .withApiVersion(Watched.PROFILE.apiVersion())
                                .withKind(Watched.PROFILE.shortKind())
                                .withName(Key.of(profile).name())
                                .withUid(profile.at("/metadata/uid").asText())
                                .build(),
                        new News(
                                warning,
                                condition.reason(),
                                "Tally",
                                condition.type() + " is " + condition.status() + ": " + condition.message()));
                LOG.info(
                        "{}: {} is {}, {}: {}",
                        Key.of(profile).name(),
                        condition.type(),
                        condition.status(),
                        condition.reason(),
                        condition.message());
            }
        }
    }

    private static UpdateControl<WatchedProfile> again(Duration after) {
        return UpdateControl.<WatchedProfile>noUpdate().rescheduleAfter(after);
    }
}
