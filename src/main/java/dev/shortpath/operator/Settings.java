package dev.shortpath.operator;

import java.time.Duration;
import java.util.Optional;

/**
 * What an installation can choose.
 *
 * @param threads how many VMs are worked on side by side
 * @param profileGrace how long a profile that is gone may come back before its VMs part from it; and how long our Plugin
 *     may be gone, or not as shipped, before that is a fact
 * @param tally how often at most a profile's status is added up
 * @param cacheSync how long the start waits for kinds that do not answer
 * @param lease where the lease of the leader is kept; empty: no election, this process alone writes
 * @param instance this process's name in events
 * @param managePermits whether permittedHostDevices of the KubeVirt CR is written
 * @param hookSidecars whether VMs may get KubeVirt's hook sidecar where there is no Plugin
 */
public record Settings(
        int threads,
        Duration profileGrace,
        Duration tally,
        Duration cacheSync,
        Optional<String> lease,
        String instance,
        boolean managePermits,
        boolean hookSidecars) {
    public static final Settings DEFAULT = new Settings(
            24,
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Optional.empty(),
            "shortpath",
            false,
            false);

    public Settings withProfileGrace(Duration grace) {
        return new Settings(threads, grace, tally, cacheSync, lease, instance, managePermits, hookSidecars);
    }

    public Settings withManagedPermits() {
        return new Settings(threads, profileGrace, tally, cacheSync, lease, instance, true, hookSidecars);
    }

    public Settings withHookSidecars() {
        return new Settings(threads, profileGrace, tally, cacheSync, lease, instance, managePermits, true);
    }
}
