package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Condition;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.StorageProfileStatus;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.StatusWriter;
import dev.shortpath.cluster.StatusWriter.Result;
import dev.shortpath.cluster.Watched;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import dev.shortpath.telemetry.Correlation;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a profile stands: in its status, and where a condition changed in an event and a line of the log. */
final class ProfileReporter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.profile");

    private final StatusWriter writer;
    private final Bulletin bulletin;

    ProfileReporter(StatusWriter writer, Bulletin bulletin) {
        this.writer = writer;
        this.bulletin = bulletin;
    }

    /** Writes what differs, unless the profile is another one than at that version. */
    Result report(JsonNode profile, StorageProfileStatus wanted, long version) throws IOException {
        Result result = writer.write(profile, wanted, version);
        if (result == Result.WRITTEN) {
            wanted.conditions().stream().filter(c -> isNews(profile, c)).forEach(c -> tell(profile, c));
        }
        return result;
    }

    /** That something is still to be decided is said in the status, and passes. */
    private static boolean isNews(JsonNode profile, Condition condition) {
        return !condition.reason().equals(ProfileReason.PENDING.word())
                && profile.at("/status/conditions")
                        .valueStream()
                        .noneMatch(c -> c.path("type").asText().equals(condition.type())
                                && c.path("status").asText().equals(condition.status())
                                && c.path("reason").asText().equals(condition.reason()));
    }

    private void tell(JsonNode profile, Condition condition) {
        String name = Key.of(profile).name();
        String note = condition.type() + " is " + condition.status() + ": " + condition.message();
        boolean warning =
                condition.type().equals("Accepted") && condition.status().equals("False");
        bulletin.post(Watched.PROFILE.reference(profile), new News(warning, condition.reason(), "Tally", note));
        try (Correlation _ = Correlation.of(Correlation.PROFILE, name)) {
            LOG.info("{}: {}, {}", name, condition.reason(), note);
        }
    }
}
