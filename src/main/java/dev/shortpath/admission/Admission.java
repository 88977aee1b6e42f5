package dev.shortpath.admission;

import dev.shortpath.admission.certificate.Certificates;
import dev.shortpath.admission.certificate.KeyringSecret;
import dev.shortpath.admission.certificate.MountedCertificate;
import dev.shortpath.admission.certificate.OwnCertificates;
import dev.shortpath.admission.certificate.Presented;
import dev.shortpath.admission.certificate.Rotation;
import dev.shortpath.api.Keys;
import dev.shortpath.cluster.Caches;
import dev.shortpath.telemetry.AdmissionMeters;
import dev.shortpath.telemetry.Instruments;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The admission room put together; the same in a test as in a cluster. Every replica answers. */
public final class Admission implements AutoCloseable {
    /** The desks' paths, as the webhook configurations have them. */
    public static final String VMS = "/mutate/virtualmachines";

    public static final String VMIS = "/mutate/virtualmachineinstances";
    public static final String PODS = "/mutate/pods";
    public static final String PROFILES = "/validate/storageprofiles";

    private static final Duration MOUNT_CHECK = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final AdmissionSettings settings;
    private final Configurations configurations;
    private final Door door;
    private final Upkeep upkeep;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    /** What is not of admission's own making. */
    public record Surroundings(KubernetesClient client, Instruments instruments, InstantSource clock) {
        /** Without spans. */
        public Surroundings(KubernetesClient client, MeterRegistry registry, InstantSource clock) {
            this(client, Instruments.of(registry), clock);
        }
    }

    /** @param leads whether this replica speaks for all: of two that were started otherwise, each would undo what the other says */
    public Admission(
            Surroundings around,
            AdmissionSettings settings,
            Caches caches,
            Map<String, Desk> desks,
            BooleanSupplier leads) {
        this(around, settings, new Hearing(caches), desks, leads);
    }

    private Admission(
            Surroundings around,
            AdmissionSettings settings,
            Hearing hearing,
            Map<String, Desk> desks,
            BooleanSupplier leads) {
        this(around, settings, (Supplier<Optional<Audience>>) hearing, desks, leads);
        hearing.onNews(upkeep::ring);
    }

    /** For who knows the audience by other means. */
    Admission(
            Surroundings around,
            AdmissionSettings settings,
            Supplier<Optional<Audience>> audience,
            Map<String, Desk> desks,
            BooleanSupplier leads) {
        this.client = around.client();
        this.settings = settings;
        this.configurations = new Configurations(client, AdmissionSettings.CONFIGURATION);
        Presented presented = new Presented();
        AdmissionMeters meters = new AdmissionMeters(around.instruments());
        meters.certificate(presented::ends);
        this.door = new Door(settings.place(), desks, presented, meters, around.clock());
        this.upkeep =
                new Upkeep(certificates(presented), configurations, audience, said(settings, leads), around.clock());
    }

    private static Supplier<Optional<Map<String, String>>> said(AdmissionSettings settings, BooleanSupplier leads) {
        return () -> leads.getAsBoolean()
                ? Optional.of(Map.of(Keys.HOOK_SIDECARS, String.valueOf(settings.hookSidecars())))
                : Optional.empty();
    }

    /** This replica leads from now on. */
    public void tookLead() {
        upkeep.ring();
    }

    private Certificates certificates(Presented presented) {
        if (isMounted()) {
            return new MountedCertificate(settings.certificates().folder().orElseThrow(), presented);
        }
        Rotation rotation = new Rotation(settings.certificates().lifetimes(), settings.names());
        var secret = new KeyringSecret(client, settings.namespace(), settings.service(), rotation);
        return new OwnCertificates(secret, rotation, presented);
    }

    private boolean isMounted() {
        return settings.certificates().folder().isPresent();
    }

    /** Opens the door, and begins to look after its certificate and the configurations. */
    public void start() {
        door.open();
        upkeep.start(
                isMounted() ? MOUNT_CHECK : settings.certificates().lifetimes().check());
        Configurations.KINDS.forEach(kind -> watch(configurations.resource(kind)));
        if (!isMounted()) {
            watch(client.secrets().inNamespace(settings.namespace()).withName(settings.service()));
        }
    }

    private <R extends HasMetadata> void watch(Informable<R> one) {
        SharedIndexInformer<R> informer = one.runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(R object) {
                upkeep.ring();
            }

            @Override
            public void onUpdate(R before, R after) {
                upkeep.ring();
            }

            @Override
            public void onDelete(R object, boolean unknown) {
                upkeep.ring();
            }
        });
        // It tries again by itself; meanwhile the regular visit does without it.
        informer.exceptionHandler((started, error) -> true);
        informers.add(informer);
        informer.start();
    }

    /** Whether reviews are taken; with or without a certificate that the API server trusts yet. */
    public boolean isListening() {
        return door.isListening();
    }

    public int port() {
        return door.port();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        upkeep.close();
        door.close();
    }
}
