package dev.shortpath.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.admission.certificate.Keyring;
import dev.shortpath.admission.certificate.Made;
import dev.shortpath.admission.certificate.Presented;
import dev.shortpath.telemetry.AdmissionMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The door over real TLS, with whatever anybody may send to it. */
class DoorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/mutate/pods";
    private static final Duration SOON = Duration.ofMillis(400);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Presented presented = new Presented();
    private final Keyring ring = Made.fresh();
    private volatile Desk desk = request -> Answer.unchanged();
    private Door door;
    private Caller caller;

    @BeforeEach
    void open() {
        door = new Door(
                new Door.Place("127.0.0.1", 0, SOON),
                Map.of(PATH, r -> desk.answer(r)),
                presented,
                new AdmissionMeters(registry),
                InstantSource.system());
        door.open();
        presented.use(ring.serving());
        caller = new Caller(door.port(), Made.authority(ring), HttpClient.Version.HTTP_1_1);
    }

    @AfterEach
    void close() {
        caller.close();
        door.close();
    }

    private static String review(String operation, String object) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u1",\
                "resource":{"group":"","version":"v1","resource":"pods"},"namespace":"db","name":"orders",\
                "operation":"%s","userInfo":{"username":"anna"},"dryRun":true,"object":%s,"oldObject":null}}""".formatted(operation, object);
    }

    private static JsonNode allowed(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode review = MAPPER.readTree(response.body());
        assertThat(review.path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
        assertThat(review.path("kind").asText()).isEqualTo("AdmissionReview");
        assertThat(review.at("/response/uid").asText()).isEqualTo("u1");
        assertThat(review.at("/response/allowed").asBoolean()).isTrue();
        return review.path("response");
    }

    private static void isStatus(HttpResponse<String> response, int code) throws IOException {
        assertThat(response.statusCode()).isEqualTo(code);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        JsonNode status = MAPPER.readTree(response.body());
        assertThat(status.path("kind").asText()).isEqualTo("Status");
        assertThat(status.path("apiVersion").asText()).isEqualTo("v1");
        assertThat(status.path("code").asInt()).isEqualTo(code);
        assertThat(status.path("message").asText()).isNotEmpty();
        assertThat(response.body()).doesNotContain("Exception", "dev.shortpath", "\\tat ");
    }

    private double counted(String outcome) {
        return registry.find("shortpath.admission.reviews").tag("outcome", outcome).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    /** A client that says why it goes, as the API server does. */
    private void shakeHands(X509Certificate trusted) throws IOException {
        try (var socket = (SSLSocket) Caller.trusting(List.of(trusted))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout(5000);
            socket.startHandshake();
        }
    }

    private void refused(String reason) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(registry.find("shortpath.admission.refused")
                                .tag("reason", reason)
                                .counter())
                        .as(() -> registry.getMetersAsString())
                        .isNotNull());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theDesksPatchAndWarningsComeBack(HttpClient.Version version) throws IOException {
        desk = request -> {
            assertThat(request.key().toString()).isEqualTo("db/orders");
            assertThat(request.by()).isEqualTo(new Request.By("anna", true));
            assertThat(request.isCreate()).isTrue();
            assertThat(request.oldObject().isMissingNode()).isTrue();
            assertThat(Thread.currentThread().isVirtual()).isTrue();
            var patch = JsonNodeFactory.instance.arrayNode();
            patch.addObject().put("op", "add").put("path", "/x").put("value", 1);
            return new Answer(patch, List.of("mind this"));
        };
        try (Caller modern = new Caller(door.port(), Made.authority(ring), version)) {
            HttpResponse<String> response = modern.post(PATH + "?timeout=2s", review("CREATE", "{\"a\":1}"));
            assertThat(response.version()).isEqualTo(version);
            JsonNode answer = allowed(response);
            assertThat(answer.path("patchType").asText()).isEqualTo("JSONPatch");
            assertThat(new String(
                            Base64.getDecoder().decode(answer.path("patch").asText()), StandardCharsets.UTF_8))
                    .isEqualTo("[{\"op\":\"add\",\"path\":\"/x\",\"value\":1}]");
            assertThat(answer.at("/warnings/0").asText()).isEqualTo("mind this");
        }
        assertThat(counted("patched")).isEqualTo(1);
        assertThat(registry.get("shortpath.admission")
                        .tag("resource", "pods")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void noMoreThanFiveShortWarningsAndTheRestIsCounted() throws IOException {
        desk = request -> Answer.unchanged(
                IntStream.range(0, 8).mapToObj(i -> i + "\n" + "x".repeat(300)).toArray(String[]::new));
        JsonNode warnings = allowed(caller.post(PATH, review("CREATE", "{}"))).path("warnings");
        assertThat(warnings).hasSize(6);
        assertThat(warnings).allSatisfy(w -> assertThat(w.asText().length()).isLessThanOrEqualTo(256));
        assertThat(warnings.get(0).asText()).startsWith("0 x").endsWith("…");
        assertThat(warnings.get(5).asText()).isEqualTo("3 more: shortpath explain -f MANIFESTS db/orders");
    }

    @Test
    void aDeskThatThrowsLeavesTheObjectUnchanged() throws IOException {
        desk = request -> {
            throw new IllegalStateException("a secret thought");
        };
        HttpResponse<String> response = caller.post(PATH, review("UPDATE", "{}"));
        assertThat(allowed(response).at("/warnings/0").asText()).contains("internal error");
        assertThat(response.body()).doesNotContain("secret", "Exception");
        assertThat(counted("failed")).isEqualTo(1);
        desk = request -> {
            throw new StackOverflowError();
        };
        allowed(caller.post(PATH, review("UPDATE", "{}")));
    }

    @Test
    void aDeskThatDoesNotComeBackIsNotWaitedFor() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        desk = request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                told.countDown();
            }
            return Answer.unchanged();
        };
        long began = System.nanoTime();
        JsonNode answer = allowed(caller.post(PATH, review("CREATE", "{}")));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1400));
        assertThat(answer.at("/warnings/0").asText()).contains("too long");
        assertThat(counted("late")).isEqualTo(1);
        Awaitility.await().until(() -> told.getCount() == 0);
    }

    @Test
    void whatGoesIsLeftAlone() throws IOException {
        desk = request -> {
            throw new AssertionError("nobody should have asked");
        };
        allowed(caller.post(PATH, review("DELETE", "null")));
        allowed(caller.post(PATH, review("CONNECT", "null")));
        allowed(caller.post(PATH, review("UPDATE", "{\"metadata\":{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"}}")));
        assertThat(counted("unchanged")).isEqualTo(3);
        assertThat(counted("failed")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON at all                                                        | not JSON",
                "''                                                                     | empty",
                "[]                                                                     | kind is missing",
                "'\"AdmissionReview\"'                                                  | kind is missing",
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}                               | kind is \"Pod\"",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}  | no request",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{}} | no uid",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":7}  | no request",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v9\"}  | version is \"admission.k8s.io/v9\"",
                "{} trailing                                                            | not JSON",
            })
    void aBodyThatIsNoReviewIsRefusedByName(String body, String fault) throws IOException {
        HttpResponse<String> response = caller.post(PATH, body == null ? "" : body);
        isStatus(response, 400);
        assertThat(response.body().replace("\\\"", "\"")).contains(fault.strip());
        assertThat(counted("malformed")).isEqualTo(1);
    }

    @Test
    void aBombOfBracketsIsNotJson() throws IOException {
        isStatus(caller.post(PATH, "[".repeat(1_000_000)), 400);
        isStatus(caller.post(PATH, "\0\1\2"), 400);
    }

    @Test
    void whereThereIsAUidTheObjectIsAllowedWithAWarning() throws IOException {
        String good = review("CREATE", "{}");
        for (String bad : List.of(
                good.replace("k8s.io/v1", "k8s.io/v1beta1"),
                good.replace("AdmissionReview", "Admission"),
                review("PAINT", "{}"),
                review("CREATE", "null"),
                review("CREATE", "\"text\""))) {
            assertThat(allowed(caller.post(PATH, bad)).at("/warnings/0").asText())
                    .startsWith("shortpath: the ");
        }
        assertThat(counted("malformed")).isEqualTo(5);
    }

    @Test
    void anotherMethodPathOrTypeIsToldWhatIsRight() throws IOException {
        HttpResponse<String> get = caller.send(caller.to(PATH).GET());
        isStatus(get, 405);
        assertThat(get.headers().firstValue("allow")).contains("POST");
        isStatus(caller.send(caller.to(PATH).PUT(HttpRequest.BodyPublishers.ofString("{}"))), 405);
        HttpResponse<String> nowhere = caller.post("/mutate/cats", review("CREATE", "{}"));
        isStatus(nowhere, 404);
        assertThat(nowhere.body()).contains(PATH);
        HttpRequest.Builder yaml = caller.to(PATH).POST(HttpRequest.BodyPublishers.ofString("a: b"));
        isStatus(caller.send(yaml.setHeader("Content-Type", "application/yaml")), 415);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void twoObjectsOfAMebibyteAreReadAndWhatIsBeyondTheBoundIsNot(HttpClient.Version version) throws IOException {
        try (Caller other = new Caller(door.port(), Made.authority(ring), version)) {
            String object = "{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}";
            String both = review("UPDATE", object).replace("\"oldObject\":null", "\"oldObject\":" + object);
            allowed(other.post(PATH, both));

            byte[] huge = new byte[Entrance.LARGEST + 1];
            Arrays.fill(huge, (byte) ' ');
            isStatus(other.send(other.to(PATH).POST(HttpRequest.BodyPublishers.ofByteArray(huge))), 413);
            // Chunked: the length is not announced.
            isStatus(
                    other.send(other.to(PATH)
                            .POST(HttpRequest.BodyPublishers.ofInputStream(
                                    () -> new java.io.ByteArrayInputStream(huge)))),
                    413);
            allowed(other.post(PATH, review("CREATE", "{}")));
        }
    }

    @Test
    void plainHttpIsRefusedAndCounted() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).doesNotContain((byte) 'H');
        }
        refused("plaintext");
    }

    @Test
    void aClientThatTrustsAnotherIsCounted() {
        assertThatThrownBy(() -> shakeHands(Made.authority(Made.fresh()))).isInstanceOf(SSLException.class);
        refused("untrusted");
    }

    @Test
    void anExpiredCertificateIsRefusedByTheClientAndCounted() {
        Keyring old = Made.expired();
        presented.use(old.serving());
        assertThatThrownBy(() -> shakeHands(Made.authority(old))).isInstanceOf(SSLException.class);
        refused("expired");
    }

    @Test
    void withoutACertificateThereIsNoHandshake() {
        Door bare = new Door(
                new Door.Place("127.0.0.1", 0),
                Map.of(),
                new Presented(),
                new AdmissionMeters(registry),
                InstantSource.system());
        bare.open();
        try (Caller early = new Caller(bare.port(), Made.authority(ring), HttpClient.Version.HTTP_1_1)) {
            assertThatThrownBy(() -> early.post(PATH, "{}")).isInstanceOf(IOException.class);
            refused("no-certificate");
        } finally {
            bare.close();
        }
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndTheOldOnesGoOn() throws IOException {
        allowed(caller.post(PATH, review("CREATE", "{}")));
        Keyring next = Made.fresh();
        presented.use(next.serving());
        allowed(caller.post(PATH, review("CREATE", "{}")));
        try (Caller late = new Caller(door.port(), Made.authority(next), HttpClient.Version.HTTP_2);
                Caller stranger = new Caller(door.port(), Made.authority(ring), HttpClient.Version.HTTP_2)) {
            allowed(late.post(PATH, review("CREATE", "{}")));
            assertThatThrownBy(() -> stranger.post(PATH, review("CREATE", "{}")))
                    .isInstanceOf(IOException.class);
        }
    }
}
