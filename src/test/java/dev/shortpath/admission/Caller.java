package dev.shortpath.admission;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The API server's part: HTTPS, trusting one CA. */
public final class Caller implements AutoCloseable {
    private final HttpClient http;
    private final int port;

    Caller(int port, X509Certificate trusted, HttpClient.Version version) {
        this(port, List.of(trusted), version);
    }

    public Caller(int port, List<X509Certificate> trusted, HttpClient.Version version) {
        this.port = port;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(trusted))
                .version(version)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    static SSLContext trusting(List<X509Certificate> bundle) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting(bundle)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public HttpResponse<String> post(String path, String body) throws IOException {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
