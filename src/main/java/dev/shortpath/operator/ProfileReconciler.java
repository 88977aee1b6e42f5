package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.StorageProfileStatus;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter.Result;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a profile, adds up what its VMs' StoragePaths say, and writes its status when that changed. */
@Ignore
@ControllerConfiguration(
        name = "storageprofile",
        generationAwareEventProcessing = false,
        informer = @Informer(comparableResourceVersions = false))
final class ProfileReconciler implements Reconciler<WatchedProfile> {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Caches caches;
    private final Answers profiles;
    private final ProfileStatus status;
    private final ProfileReporter reporter;
    private final Bell<WatchedProfile> bell;

    ProfileReconciler(
            Caches caches,
            Answers profiles,
            ProfileStatus status,
            ProfileReporter reporter,
            Bell<WatchedProfile> bell) {
        this.caches = caches;
        this.profiles = profiles;
        this.status = status;
        this.reporter = reporter;
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
        Optional<StorageProfileStatus> wanted = status.of(profile.get());
        if (wanted.isEmpty() || reporter.report(profile.get(), wanted.get()) == Result.AGAIN) {
            return again(SOON);
        }
        // A kind that went may come again, and only a look shows it.
        boolean lacking = Stream.of(Watched.values()).anyMatch(k -> caches.state(k) == Caches.State.ABSENT);
        return lacking ? again(LOOK_AGAIN) : UpdateControl.noUpdate();
    }

    private static UpdateControl<WatchedProfile> again(Duration after) {
        return UpdateControl.<WatchedProfile>noUpdate().rescheduleAfter(after);
    }
}
