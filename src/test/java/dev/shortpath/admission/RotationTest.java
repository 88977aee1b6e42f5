package dev.shortpath.admission;

import static dev.shortpath.admission.Installation.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.admission.certificate.Lifetimes;
import dev.shortpath.testcluster.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas, one Secret, and the API server that calls through deploy/operator, with certificates of seconds. */
@Tag("cluster")
class RotationTest {
    /** Renewed long before they end: a machine that is slow must not be taken for a fault. */
    private static final Lifetimes SHORT =
            new Lifetimes(Duration.ofSeconds(90), Duration.ofSeconds(60), Duration.ofSeconds(2), 7);

    private final TestCluster cluster = TestCluster.shared();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Admission> replicas = new ArrayList<>();
    private final ConcurrentSkipListMap<Long, List<X509Certificate>> past = new ConcurrentSkipListMap<>();
    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation();
    }

    @AfterEach
    void close() {
        replicas.forEach(Admission::close);
        installation.close();
    }

    private Admission replica(Lifetimes lifetimes) {
        Desk stamp = request -> {
            var patch = JsonNodeFactory.instance.arrayNode();
            patch.addObject()
                    .put("op", "add")
                    .put("path", "/metadata/annotations/stamp")
                    .put("value", "yes");
            return new Answer(patch, List.of());
        };
        Admission admission = new Admission(
                new Admission.Surroundings(installation.account(), registry, InstantSource.system()),
                new AdmissionSettings(
                        new Door.Place("127.0.0.1", 0),
                        Installation.NAMESPACE,
                        AdmissionSettings.SERVICE,
                        new AdmissionSettings.Source(lifetimes, Optional.empty()),
                        false),
                () -> Optional.of(new Audience(List.of(), true)),
                Map.of(Admission.VMS, stamp),
                () -> true);
        replicas.add(admission);
        return admission;
    }

    private boolean stamped(String namespace) {
        var vm = Machines.vm(cluster.client(), namespace, "orders", "{shortpath.dev/profile: database}");
        var stored = cluster.client().resource(vm).dryRun(true).create();
        return stored.getMetadata().getAnnotations().containsKey("stamp");
    }

    @Test
    void twoFullRotationsUnderLoadLoseNoReview() throws Exception {
        Admission first = replica(SHORT);
        Admission second = replica(SHORT);
        first.start();
        second.start();
        installation.leadTo(first.port());
        String namespace = cluster.freshNamespace("rotate");
        patiently().until(() -> stamped(namespace));

        AtomicInteger asked = new AtomicInteger();
        Queue<String> lost = new ConcurrentLinkedQueue<>();
        Set<X509Certificate> seen = new LinkedHashSet<>();
        try (Load load = new Load(asked, lost)) {
            for (int i = 0; i < 3; i++) {
                load.run("through the API server", () -> {
                    if (!stamped(namespace)) {
                        throw new IOException("not stamped");
                    }
                });
            }
            for (Admission replica : replicas) {
                Caller kept = new Caller(replica.port(), installation.bundle().getFirst(), HttpClient.Version.HTTP_2);
                load.run("over a kept connection", () -> ask(kept));
                load.run("over a new connection", () -> askAnew(replica, trusted()));
                load.run("over a new connection, a second behind", () -> askAnew(replica, trustedASecondAgo()));
            }
            patiently().until(() -> {
                List<X509Certificate> bundle = installation.bundle();
                seen.addAll(bundle);
                return seen.size() >= 3
                        && bundle.size() == 1
                        && bundle.getFirst().equals(last(seen));
            });
        }
        assertThat(lost).isEmpty();
        assertThat(asked.get()).isGreaterThan(200);
        System.err.printf("%d reviews through %d CAs, none lost%n", asked.get(), seen.size());
    }

    /** What the configurations say now. */
    private List<X509Certificate> trusted() {
        List<X509Certificate> bundle = installation.bundle();
        past.put(System.nanoTime(), bundle);
        return bundle;
    }

    /** What an API server knows that hears of changes late, within the grace. */
    private List<X509Certificate> trustedASecondAgo() {
        var then = past.floorEntry(System.nanoTime() - Duration.ofSeconds(1).toNanos());
        return then == null ? trusted() : then.getValue();
    }

    private static void askAnew(Admission replica, List<X509Certificate> trusted) throws IOException {
        try (Caller fresh = new Caller(replica.port(), trusted, HttpClient.Version.HTTP_1_1)) {
            ask(fresh);
        }
    }

    private static X509Certificate last(Set<X509Certificate> all) {
        return new ArrayList<>(all).getLast();
    }

    private static void ask(Caller caller) throws IOException {
        String review = """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview",\
                "request":{"uid":"u","operation":"CREATE","object":{}}}""";
        var response = caller.post(Admission.VMS, review);
        if (response.statusCode() != 200 || !response.body().contains("\"patch\"")) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
    }

    @Test
    void replicasThatStartAtOnceAgreeOnOneKeyring() {
        List<Admission> four = List.of(
                replica(Lifetimes.DEFAULT),
                replica(Lifetimes.DEFAULT),
                replica(Lifetimes.DEFAULT),
                replica(Lifetimes.DEFAULT));
        four.parallelStream().forEach(Admission::start);
        installation.leadTo(four.getFirst().port());
        patiently().until(() -> !installation.bundle().isEmpty());
        X509Certificate ca = installation.bundle().getFirst();
        patiently().untilAsserted(() -> {
            assertThat(installation.bundle()).containsExactly(ca);
            for (Admission replica : four) {
                try (Caller caller = new Caller(replica.port(), ca, HttpClient.Version.HTTP_1_1)) {
                    ask(caller);
                }
            }
        });
    }

    @Test
    void aSecretThatIsForeignDamagedOrGoneIsMadeAnewAndNothingBreaks() {
        var secrets = cluster.client().secrets().inNamespace(Installation.NAMESPACE);
        cluster.client().resource("""
                apiVersion: v1
                kind: Secret
                metadata: {name: shortpath-webhook, namespace: shortpath}
                stringData: {ca.crt: not a certificate, mine: "1"}
                """).create();
        Admission replica = replica(Lifetimes.DEFAULT);
        replica.start();
        installation.leadTo(replica.port());
        String namespace = cluster.freshNamespace("damage");
        patiently().until(() -> stamped(namespace));
        X509Certificate ca = installation.bundle().getFirst();

        secrets.withName("shortpath-webhook").edit(s -> {
            s.getData().put("tls.key", "AAAA");
            return s;
        });
        patiently()
                .until(() -> !"AAAA"
                        .equals(secrets.withName("shortpath-webhook")
                                .get()
                                .getData()
                                .get("tls.key")));
        secrets.withName("shortpath-webhook").delete();
        patiently().until(() -> secrets.withName("shortpath-webhook").get() != null);
        // It was held in memory all along: whoever trusted it goes on doing so.
        assertThat(installation.bundle()).containsExactly(ca);
        assertThat(stamped(namespace)).isTrue();
    }
}
