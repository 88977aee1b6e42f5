package dev.shortpath.admission.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate and its key.
 *
 * @param chain the certificate, and after it whoever vouches for it, without the root
 */
public record Credential(List<X509Certificate> chain, PrivateKey key) {
    public Credential {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public Instant ends() {
        return certificate().getNotAfter().toInstant();
    }

    /** Of a key there is nothing to print. */
    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + " until " + ends();
    }
}
