package dev.shortpath.admission.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the webhook's Secret holds.
 *
 * @param bundle the CAs to trust, the newest first
 * @param key of the newest CA
 * @param serving made by one of them
 */
public record Keyring(List<X509Certificate> bundle, PrivateKey key, Credential serving) {
    private static final String CA_CERTIFICATES = "ca.crt";
    private static final String CA_KEY = "ca.key";
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    public Keyring {
        bundle = List.copyOf(bundle);
    }

    /** As the webhook configurations trust it. */
    public String bundlePem() {
        return Pem.of(bundle);
    }

    Credential newest() {
        return new Credential(List.of(bundle.getFirst()), key);
    }

    boolean isServedByNewest() {
        return isMadeBy(serving.certificate(), bundle.getFirst());
    }

    static boolean isMadeBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        data.put(CA_CERTIFICATES, encode(bundlePem()));
        data.put(CA_KEY, encode(Pem.of(key)));
        data.put(CERTIFICATE, encode(Pem.of(serving.chain())));
        data.put(KEY, encode(Pem.of(serving.key())));
        return data;
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a Secret's data; an exception says, for a person, why it cannot be used now. */
    static Keyring read(Map<String, String> data, List<String> names, Instant now) throws GeneralSecurityException {
        Keyring ring = new Keyring(
                certificates(data, CA_CERTIFICATES),
                key(data, CA_KEY),
                new Credential(certificates(data, CERTIFICATE), key(data, KEY)));
        X509Certificate served = ring.serving.certificate();
        check(belong(ring.bundle.getFirst(), ring.key), CA_KEY + " is not the key of " + CA_CERTIFICATES);
        check(belong(served, ring.serving.key()), KEY + " is not the key of " + CERTIFICATE);
        check(
                ring.bundle.stream().anyMatch(ca -> isMadeBy(served, ca)),
                CERTIFICATE + " was not made by a CA of " + CA_CERTIFICATES);
        check(
                ring.newest().ends().isAfter(now),
                CA_CERTIFICATES + " ended " + ring.newest().ends());
        check(ring.serving.ends().isAfter(now), CERTIFICATE + " ended " + ring.serving.ends());
        check(names(served).containsAll(names), CERTIFICATE + " is for " + names(served) + ", not for " + names);
        return ring;
    }

    private static void check(boolean good, String fault) throws GeneralSecurityException {
        if (!good) {
            throw new GeneralSecurityException(fault);
        }
    }

    private static List<X509Certificate> certificates(Map<String, String> data, String name)
            throws GeneralSecurityException {
        try {
            return Pem.certificates(text(data, name));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(name + ": " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Map<String, String> data, String name) throws GeneralSecurityException {
        try {
            return Pem.key(text(data, name));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(name + ": " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, String> data, String name) throws GeneralSecurityException {
        String encoded = data.getOrDefault(name, "");
        check(!encoded.isEmpty(), "missing");
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64", e);
        }
    }

    static boolean belong(X509Certificate certificate, PrivateKey key) {
        try {
            byte[] probe = certificate.getSignature();
            String algorithm = "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(probe);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certificate.getPublicKey());
            checking.update(probe);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(n -> n.get(1).toString()).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
