package dev.shortpath.main;

import dev.shortpath.admission.AdmissionSettings;
import dev.shortpath.admission.Door;
import dev.shortpath.admission.certificate.Lifetimes;
import dev.shortpath.operator.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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

    /** Whether permittedHostDevices of the KubeVirt CR is written as profiles need it. */
    @WithDefault("false")
    boolean managePermittedHostDevices();

    /** Whether VMs may get KubeVirt's hook sidecar, a container more, for what its Plugin cannot deliver. */
    @WithDefault("false")
    boolean hookSidecars();

    /** Only one of several replicas writes; off where no namespace is named for the lease. */
    interface LeaderElection {
        @WithDefault("true")
        boolean enabled();

        /** Where the lease is kept: the operator's own namespace. */
        Optional<String> namespace();
    }

    Traces traces();

    /** Spans by OpenTelemetry, sent to whom its own variables (OTEL_EXPORTER_OTLP_ENDPOINT) name. */
    interface Traces {
        @WithDefault("false")
        boolean enabled();
    }

    Webhook webhook();

    /** The webhook by which the API server asks at a VM's birth; off where its namespace is not named. */
    interface Webhook {
        @WithDefault("0.0.0.0")
        String host();

        @WithDefault("9443")
        int port();

        /** The operator's own namespace. */
        Optional<String> namespace();

        /** The name of the Service before the webhook, and of the Secret with its certificates. */
        @WithDefault(AdmissionSettings.SERVICE)
        String service();

        /** Where somebody else, such as cert-manager, mounts tls.crt and tls.key. */
        Optional<Path> certificateDir();

        /** How long our own CA lives. */
        @WithDefault("P365D")
        Duration authorityLifetime();

        /** How long our own serving certificates live. */
        @WithDefault("P90D")
        Duration certificateLifetime();

        /** How long each step of a rotation stands before the next. */
        @WithDefault("PT10M")
        Duration rotationGrace();
    }

    default Optional<AdmissionSettings> admission() {
        Webhook webhook = webhook();
        return webhook.namespace()
                .map(namespace -> new AdmissionSettings(
                        new Door.Place(webhook.host(), webhook.port()),
                        namespace,
                        webhook.service(),
                        new AdmissionSettings.Source(
                                new Lifetimes(
                                        webhook.authorityLifetime(),
                                        webhook.certificateLifetime(),
                                        webhook.rotationGrace()),
                                webhook.certificateDir()),
                        hookSidecars()));
    }

    default Settings settings() {
        return new Settings(
                threads(),
                profileGrace(),
                tally(),
                cacheSync(),
                leaderElection().namespace().filter(n -> leaderElection().enabled()),
                instance(),
                managePermittedHostDevices(),
                hookSidecars());
    }
}
