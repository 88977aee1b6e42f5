package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Comparator;
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
    private final RolloutHand hand;
    private final Bell<WatchedProfile> bell;

    /** Where a visit's outcome goes: what is said, and what is done. */
    record Outlets(ProfileReporter reporter, RolloutHand hand) {}

    ProfileReconciler(
            Caches caches, Answers profiles, ProfileStatus status, Outlets outlets, Bell<WatchedProfile> bell) {
        this.caches = caches;
        this.profiles = profiles;
        this.status = status;
        this.reporter = outlets.reporter();
        this.hand = outlets.hand();
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
        Key key = new Key("", primary.getMetadata().getName());
        // Before the profile itself: what is written must not rest on an older one than this.
        long version = profiles.version(key);
        Optional<JsonNode> profile = profiles.newest(key);
        if (profile.isEmpty()) {
            return UpdateControl.noUpdate();
        }
        Optional<ProfileStatus.Saying> wanted = status.of(profile.get());
        return wanted.isEmpty() ? again(SOON) : carryOut(profile.get(), wanted.get(), version);
    }

    /** A restart is recorded before it is asked for: whoever comes after a crash finds it in the status. */
    private UpdateControl<WatchedProfile> carryOut(JsonNode profile, ProfileStatus.Saying wanted, long version)
            throws IOException {
        Result result = reporter.report(profile, wanted.status(), version);
        if (result == Result.AGAIN) {
            return again(SOON);
        }
        String name = Key.of(profile).name();
        if (result == Result.WRITTEN) {
            wanted.rollout()
                    .ifPresent(r -> hand.tell(
                            name,
                            Watched.PROFILE.reference(profile),
                            RolloutRecord.before(profile).stoppedAt(),
                            r));
        }
        Optional<Duration> rollout = wanted.rollout().flatMap(r -> hand.carryOut(name, r));
        // A kind that went may come again, and only a look shows it.
        boolean lacking = Stream.of(Watched.values()).anyMatch(k -> caches.state(k) == Caches.State.ABSENT);
        return Stream.concat(lacking ? Stream.of(LOOK_AGAIN) : Stream.empty(), rollout.stream())
                .min(Comparator.naturalOrder())
                .map(ProfileReconciler::again)
                .orElseGet(UpdateControl::noUpdate);
    }

    private static UpdateControl<WatchedProfile> again(Duration after) {
        return UpdateControl.<WatchedProfile>noUpdate().rescheduleAfter(after);
    }
}
