package dev.shortpath.main;

import dev.shortpath.operator.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be chosen at run time: as properties, or as environment variables (SHORTPATH_PROFILE_GRACE). */
@ConfigMapping(prefix = "shortpath")
public interface OperatorConfig {
    /** How many VMs are worked on side by side. */
    @WithDefault("24")
    int threads();

    /** How long a profile that is gone may come back before its VMs part from it. */
    @WithDefault("PT5M")
    Duration profileGrace();

    /** How often at most a profile's status is written. */
    @WithDefault("PT1S")
    Duration tally();

    /** How long the start waits for kinds that the API server does not serve. */
    @WithDefault("PT5S")
    Duration cacheSync();

    LeaderElection leaderElection();

    /** This process's name in events. */
    @WithDefault("${hostname:shortpath}")
    String instance();

    /** Only one of several replicas writes; off where no namespace is named for the lease. */
    interface LeaderElection {
        @WithDefault("true")
        boolean enabled();

        /** Where the lease is kept: the operator's own namespace. */
        Optional<String> namespace();
    }

    default Settings settings() {
        return new Settings(
                threads(),
                profileGrace(),
                tally(),
                cacheSync(),
                leaderElection().namespace().filter(n -> leaderElection().enabled()),
                instance());
    }
}
