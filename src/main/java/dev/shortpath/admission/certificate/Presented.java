package dev.shortpath.admission.certificate;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The serving certificate of the moment, which every new handshake gets. */
public final class Presented extends X509ExtendedKeyManager {
    /** A handshake asks first for a name, then for what is behind it: the one before must still be there. */
    private record Held(long number, Optional<Credential> now, Optional<Credential> before) {}

    private volatile Held held = new Held(0, Optional.empty(), Optional.empty());

    /** Presents it from now on; whether it is another one than before. */
    public synchronized boolean use(Credential credential) {
        if (held.now().filter(credential::equals).isPresent()) {
            return false;
        }
        held = new Held(held.number() + 1, Optional.of(credential), held.now());
        return true;
    }

    public boolean isNone() {
        return held.now().isEmpty();
    }

    /** When the one of the moment ends. */
    public Optional<Instant> ends() {
        return held.now().map(Credential::ends);
    }

    public boolean isExpired(Instant now) {
        return held.now().filter(c -> now.isAfter(c.ends())).isPresent();
    }

    private Optional<Credential> named(String alias) {
        Held all = held;
        return alias.equals(Long.toString(all.number())) ? all.now() : all.before();
    }

    private String alias(String keyType) {
        Held all = held;
        return all.now()
                .filter(c -> keyType.startsWith(c.key().getAlgorithm()))
                .map(c -> Long.toString(all.number()))
                .orElse(null);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return Optional.ofNullable(alias(keyType)).stream().toArray(String[]::new);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).map(c -> c.chain().toArray(X509Certificate[]::new)).orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).map(Credential::key).orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
