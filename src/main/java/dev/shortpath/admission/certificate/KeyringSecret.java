package dev.shortpath.admission.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Secret on which all replicas agree: whoever writes first has written, and the others take what stands. */
public final class KeyringSecret {
    private static final Logger LOG = LoggerFactory.getLogger(KeyringSecret.class);
    private static final String TYPE = "kubernetes.io/tls";
    private static final int TRIES = 5;

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Rotation rotation;
    private Optional<Keyring> held = Optional.empty();

    public KeyringSecret(KubernetesClient client, String namespace, String name, Rotation rotation) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.rotation = rotation;
    }

    /** What stands in the Secret, after it was put there or mended where that was needed. */
    Keyring agree(Instant now) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Keyring> ring = look(now);
            if (ring.isPresent()) {
                held = ring;
                return ring.get();
            }
        }
        throw new IllegalStateException("Secret " + namespace + "/" + name + " changes faster than it can be read");
    }

    /** Empty: another replica writes it this very moment. */
    private Optional<Keyring> look(Instant now) {
        Optional<Secret> secret = Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
        Optional<Keyring> ring = secret.flatMap(s -> usable(s, now));
        if (ring.isPresent()) {
            return ring;
        }
        Keyring made = stillGood(now).orElseGet(() -> rotation.found(now));
        boolean written = secret.map(s -> update(s, made)).orElseGet(() -> create(made));
        if (!written) {
            return Optional.empty();
        }
        LOG.info("Secret {}/{}: a keyring was put there: {}", namespace, name, made.serving());
        return Optional.of(made);
    }

    /** Takes a step, unless somebody has written since {@link #agree}. */
    boolean replace(Keyring before, Rotation.Step step) {
        Secret stands = client.secrets().inNamespace(namespace).withName(name).get();
        if (stands == null || !before.data().equals(data(stands)) || !update(stands, step.ring())) {
            return false;
        }
        LOG.info(
                "Secret {}/{}: {}: {}",
                namespace,
                name,
                step.what(),
                step.ring().serving());
        held = Optional.of(step.ring());
        return true;
    }

    private Optional<Keyring> usable(Secret secret, Instant now) {
        try {
            return Optional.of(Keyring.read(data(secret), rotation.names(), now));
        } catch (GeneralSecurityException e) {
            LOG.warn("Secret {}/{} is made anew: {}", namespace, name, e.getMessage());
            return Optional.empty();
        }
    }

    /** What this replica has had until now, when somebody has deleted or damaged the Secret: nobody notices then. */
    private Optional<Keyring> stillGood(Instant now) {
        try {
            return held.isPresent()
                    ? Optional.of(Keyring.read(held.get().data(), rotation.names(), now))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> data(Secret secret) {
        return secret.getData() == null ? Map.of() : secret.getData();
    }

    private boolean create(Keyring ring) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app.kubernetes.io/name", "shortpath")
                .addToLabels("app.kubernetes.io/managed-by", "shortpath")
                .endMetadata()
                .withType(TYPE)
                .withData(ring.data())
                .build();
        return unlessTaken(() -> client.resource(secret).create());
    }

    private boolean update(Secret stands, Keyring ring) {
        Secret secret = new SecretBuilder(stands).withData(ring.data()).build();
        return unlessTaken(() -> client.resource(secret)
                .lockResourceVersion(stands.getMetadata().getResourceVersion())
                .update());
    }

    private static boolean unlessTaken(Runnable write) {
        try {
            write.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
