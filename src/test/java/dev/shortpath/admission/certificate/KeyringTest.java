package dev.shortpath.admission.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand in the Secret or the folder, and what is said of what may not. */
class KeyringTest {
    private static final List<String> NAMES = List.of("localhost");
    private static final Instant NOW = Instant.now();

    private final Keyring ring = Made.fresh();

    private static void refused(Map<String, String> data, String fault) {
        assertThatThrownBy(() -> Keyring.read(data, NAMES, NOW))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining(fault);
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> data = new TreeMap<>(ring.data());
        data.put(name, value);
        return data;
    }

    @Test
    void whatWasWrittenIsReadBack() throws GeneralSecurityException {
        Keyring read = Keyring.read(ring.data(), NAMES, NOW);
        assertThat(read.data()).isEqualTo(ring.data());
        assertThat(ring.toString()).doesNotContain("PRIVATE");
    }

    @ParameterizedTest
    @CsvSource({"ca.crt", "ca.key", "tls.crt", "tls.key"})
    void aMissingOrBrokenPartIsNamed(String part) {
        Map<String, String> without = new TreeMap<>(ring.data());
        without.remove(part);
        refused(without, part + ": missing");
        refused(with(part, "§"), part + ": not base64");
        refused(with(part, "AAAA"), part + ": no ");
        String cut = new String(Base64.getDecoder().decode(ring.data().get(part)));
        cut = cut.replaceFirst("\n....", "\n!!!!");
        refused(with(part, Base64.getEncoder().encodeToString(cut.getBytes())), part + ": ");
    }

    @Test
    void partsThatDoNotBelongTogetherAreNamed() {
        Map<String, String> other = Made.fresh().data();
        refused(with("tls.key", other.get("tls.key")), "tls.key is not the key of tls.crt");
        refused(with("ca.key", other.get("ca.key")), "ca.key is not the key of ca.crt");
        Map<String, String> swapped = with("tls.key", other.get("tls.key"));
        swapped.put("tls.crt", other.get("tls.crt"));
        refused(swapped, "tls.crt was not made by a CA of ca.crt");
        refused(Made.expired().data(), "tls.crt ended");
        assertThatThrownBy(() -> Keyring.read(ring.data(), List.of("else.svc"), NOW))
                .hasMessageContaining("tls.crt is for [localhost], not for [else.svc]");
        assertThatThrownBy(() -> Keyring.read(ring.data(), NAMES, NOW.plus(Duration.ofDays(366))))
                .hasMessageContaining("ca.crt ended");
    }

    @ParameterizedTest
    @CsvSource({"EC", "RSA"})
    void aMountedKeyMayHaveAnyFormOfCertManagers(String algorithm, @TempDir Path folder) throws Exception {
        Presented presented = new Presented();
        MountedCertificate mounted = new MountedCertificate(folder, presented);
        assertThatThrownBy(() -> mounted.present(NOW)).hasMessageContaining("tls.crt");
        assertThat(presented.isNone()).isTrue();

        Files.writeString(folder.resolve("tls.crt"), Pem.of(ring.serving().chain()));
        Files.writeString(folder.resolve("tls.key"), Pem.of(ring.serving().key()));
        assertThat(mounted.present(NOW)).isEmpty();
        assertThat(presented.isNone()).isFalse();

        String traditional = traditional(algorithm);
        assertThat(traditional).contains("BEGIN " + algorithm + " PRIVATE KEY");
        assertThat(Pem.key(traditional).getAlgorithm()).isEqualTo(algorithm);
        Files.writeString(folder.resolve("tls.key"), traditional);
        assertThatThrownBy(() -> mounted.present(NOW)).hasMessageContaining("tls.key is not the key of tls.crt");
        assertThat(presented.getCertificateChain("1")).isNotNull();
    }

    /** PKCS#1 and SEC1; what Go writes names the curve inside, and other tools leave the public half out. */
    private static String traditional(String algorithm) throws Exception {
        PrivateKey key = pair(algorithm).getPrivate();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (key instanceof java.security.interfaces.ECPrivateKey ec) {
                writer.writeObject(new PemObject(
                        "EC PRIVATE KEY",
                        new ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1).getEncoded()));
            } else {
                writer.writeObject(key);
            }
        }
        return text.toString();
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }
}
