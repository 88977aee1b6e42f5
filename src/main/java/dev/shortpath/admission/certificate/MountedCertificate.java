package dev.shortpath.admission.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that somebody else makes and mounts: tls.crt and tls.key, as cert-manager writes them. Its CA is that
 * somebody's to write too.
 */
public final class MountedCertificate implements Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(MountedCertificate.class);

    private final Path folder;
    private final Presented presented;

    public MountedCertificate(Path folder, Presented presented) {
        this.folder = folder;
        this.presented = presented;
    }

    @Override
    public Optional<String> present(Instant now) throws IOException, GeneralSecurityException {
        Credential found = new Credential(
                Pem.certificates(Files.readString(folder.resolve("tls.crt"))),
                Pem.key(Files.readString(folder.resolve("tls.key"))));
        // A mount changes as a whole, but we may read on both sides of the change.
        if (!Keyring.belong(found.certificate(), found.key())) {
            throw new GeneralSecurityException("tls.key is not the key of tls.crt");
        }
        if (presented.use(found)) {
            LOG.info("the webhook's certificate is now {}", found);
        }
        return Optional.empty();
    }

    @Override
    public boolean advance(Instant now, boolean trusted) {
        return false;
    }
}
