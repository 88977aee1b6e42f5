package dev.shortpath.testcluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A serving certificate under the cluster's CA, for a process that the API server calls. */
public record ServingCertificate(SSLContext context, String caBundle) {
    /**
     * Makes one.
     *
     * @param kubeconfig the cluster's, in the folder in which it was started
     * @param host the name that it is called by, of a Service NAME.NAMESPACE.svc
     */
    public static ServingCertificate of(Path kubeconfig, String host) throws IOException {
        Path home = kubeconfig.toAbsolutePath().getParent();
        TestCluster.script("cert", home.toString(), host);
        Path certs = home.resolve("certs");
        String ca = Base64.getEncoder().encodeToString(Files.readAllBytes(certs.resolve("ca.crt")));
        try {
            return new ServingCertificate(tls(certs.resolve(host + ".crt"), certs.resolve(host + ".key")), ca);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of " + host + " cannot be read", e);
        }
    }

    private static SSLContext tls(Path crt, Path key) throws IOException, GeneralSecurityException {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(crt)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", read(key), new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey read(Path key) throws IOException, GeneralSecurityException {
        String pem = Files.readString(key).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] bytes = Base64.getDecoder().decode(pem);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }
}
