package dev.shortpath.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.RolloutRestart;
import dev.shortpath.api.RolloutStatus;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.RolloutFacts.Before;
import dev.shortpath.plan.rollout.RolloutPlan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A rollout as it stands in the profile's status, which is all that is remembered of it. */
final class RolloutRecord {
    private static final int SENTENCE = 1024;
    /** A later version may have written more; what this one knows of it must not be lost on the way back. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private RolloutRecord() {}

    static Optional<RolloutStatus> stored(JsonNode profile) {
        JsonNode rollout = profile.at("/status/rollout");
        try {
            return rollout.isObject()
                    ? Optional.of(MAPPER.treeToValue(rollout, RolloutStatus.class))
                    : Optional.empty();
        } catch (JsonProcessingException odd) {
            // The CRD's schema checks it, so nobody's hand can have made it so.
            return Optional.empty();
        }
    }

    static Before before(JsonNode profile) {
        boolean edited = profile.at("/status/observedGeneration").asLong()
                != profile.at("/metadata/generation").asLong();
        return stored(profile)
                .map(s -> new Before(
                        s.restarts().stream().map(RolloutRecord::restart).toList(),
                        Optional.ofNullable(s.stoppedAt()),
                        edited))
                .orElse(Before.NOTHING);
    }

    private static Restart restart(RolloutRestart restart) {
        return new Restart(
                restart.vm(),
                restart.instance(),
                instant(restart.since()),
                Boolean.TRUE.equals(restart.agentConnected()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException odd) {
            return Instant.EPOCH;
        }
    }

    /** What is to stand there; its time is the old one where nothing else changed. */
    static RolloutStatus of(RolloutPlan plan, Optional<RolloutStatus> before, Instant now) {
        if (plan.isSilent()) {
            return null;
        }
        RolloutStatus fresh = new RolloutStatus(
                plan.restarts().stream()
                        .map(Restart::vm)
                        .filter(vm -> !plan.stoppedAt().equals(Optional.of(vm)))
                        .toList(),
                plan.restarts().stream().map(RolloutRecord::entry).toList(),
                plan.stoppedAt().orElse(null),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                Excerpt.of(plan.message(), SENTENCE));
        return before.filter(b -> same(b, fresh)).orElse(fresh);
    }

    /** What stays there while nothing can be decided: restarts that are under way are never forgotten. */
    static RolloutStatus kept(JsonNode profile, boolean restarts) {
        Before before = before(profile);
        Optional<RolloutStatus> stored = restarts || !before.restarts().isEmpty() ? stored(profile) : Optional.empty();
        return stored.map(s -> before.edited()
                        ? new RolloutStatus(s.restarting(), s.restarts(), null, s.since(), s.message())
                        : s)
                .orElse(null);
    }

    private static RolloutRestart entry(Restart restart) {
        return new RolloutRestart(
                restart.vm(),
                restart.instance(),
                restart.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                restart.agent());
    }

    private static boolean same(RolloutStatus a, RolloutStatus b) {
        return List.of(a.restarting(), a.restarts()).equals(List.of(b.restarting(), b.restarts()))
                && Objects.equals(a.stoppedAt(), b.stoppedAt())
                && Objects.equals(a.message(), b.message());
    }
}
