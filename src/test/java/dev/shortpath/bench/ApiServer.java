package dev.shortpath.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.cluster.Watched;
import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** The API server of the test cluster and its etcd, as processes: what they take, what was written, and an end of them. */
final class ApiServer {
    private static final Pattern REQUEST = Pattern.compile("(?m)^apiserver_request_total\\{"
            + "(?=[^}]*code=\"2\\d\\d\")(?=[^}]*,resource=\"([^\"]*)\")(?=[^}]*,subresource=\"([^\"]*)\")"
            + "(?=[^}]*verb=\"([A-Z]*)\")[^}]*\\} (\\S+)$");
    private static final List<String> WRITES = List.of("APPLY", "PATCH", "POST", "PUT", "DELETE");

    /** So many seconds without a write are taken for the end of what an edit called for. */
    private static final int CALM = 3;

    private final TestCluster cluster;
    private final Map<String, Long> pids = new TreeMap<>();

    ApiServer(TestCluster cluster) {
        this.cluster = cluster;
        try {
            for (String line : Files.readAllLines(home().resolve("pids"))) {
                String[] words = line.split(" ");
                pids.put(words[0], Long.parseLong(words[1]));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the cluster's file of process ids: " + e.getMessage(), e);
        }
    }

    private Path home() {
        return cluster.kubeconfig().toAbsolutePath().getParent();
    }

    Usage usage() {
        return Usage.of(pids.get("kube-apiserver"));
    }

    Usage etcd() {
        return Usage.of(pids.get("etcd"));
    }

    /** Requests that were answered well, by `VERB resource/subresource`. */
    private Map<String, Long> requests() {
        Map<String, Long> requests = new TreeMap<>();
        REQUEST.matcher(metrics())
                .results()
                .forEach(m -> requests.merge(
                        m.group(3) + " " + m.group(1) + (m.group(2).isEmpty() ? "" : "/" + m.group(2)),
                        (long) Double.parseDouble(m.group(4)),
                        Long::sum));
        return requests;
    }

    /** Asked again where there is no answer: a busy server, or one that was just started. */
    private String metrics() {
        AtomicReference<String> text = new AtomicReference<>();
        Bench.patiently().until(() -> {
            text.set(cluster.client().raw("/metrics"));
            return true;
        });
        return text.get();
    }

    /** Writes by anybody so far, but for what beats like a heart (leases, statuses of nodes), and reviews of rights, of which nothing is stored. */
    Map<String, Long> writes() {
        Map<String, Long> writes = requests();
        writes.keySet()
                .removeIf(key -> !WRITES.contains(key.split(" ")[0])
                        || key.endsWith(" leases")
                        || key.endsWith(" nodes/status")
                        || key.endsWith("rulesreviews")
                        || key.endsWith("accessreviews")
                        || key.endsWith("/token"));
        return writes;
    }

    /** Waits until nothing was written for a while. */
    void settle() throws InterruptedException {
        Map<String, Long> before = writes();
        for (int calm = 0; calm < CALM; ) {
            TimeUnit.SECONDS.sleep(1);
            Map<String, Long> now = writes();
            calm = now.equals(before) ? calm + 1 : 0;
            before = now;
        }
    }

    long lists(String resource) {
        return requests().getOrDefault("LIST " + resource, 0L);
    }

    /** What came to each count since. */
    static Map<String, Long> more(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> more = new TreeMap<>();
        now.forEach((key, count) -> {
            long added = count - before.getOrDefault(key, 0L);
            if (added > 0) {
                more.put(key, added);
            }
        });
        return more;
    }

    /**
     * Kills the API server, forgets etcd's history, and starts the API server anew where it was, so that whoever watched from
     * before is told 410 Gone. Comes back once it serves StoragePaths again.
     */
    void restartWithoutHistory() throws IOException, InterruptedException {
        long pid = pids.get("kube-apiserver");
        List<String> command = command(pid);
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        handle.destroyForcibly();
        while (handle.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        compact(etcdUrl(command));
        Process anew = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home().resolve("kube-apiserver.log").toFile()))
                .start();
        // Where the cluster's script finds whom to stop.
        Path file = home().resolve("pids");
        Files.writeString(
                file, Files.readString(file).replaceAll("(?m)^kube-apiserver \\d+$", "kube-apiserver " + anew.pid()));
        pids.put("kube-apiserver", anew.pid());
        // What CRDs define is the last that a new one finds.
        Bench.patiently()
                .until(() -> String.valueOf(cluster.client().raw("/apis/" + Watched.PATH.apiVersion()))
                        .contains('"' + Watched.PATH.shortKind() + '"'));
    }

    private static List<String> command(long pid) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("/proc", Long.toString(pid), "cmdline"))) {
            String line = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ArrayList<>(Arrays.asList(line.split("\0")));
        }
    }

    private static String etcdUrl(List<String> command) {
        return command.stream()
                .filter(word -> word.startsWith("--etcd-servers="))
                .map(word -> word.substring("--etcd-servers=".length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the API server was started without --etcd-servers"));
    }

    /** By etcd's own gateway from JSON. */
    private static void compact(String etcd) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String status = post(http, etcd + "/v3/kv/range", "{\"key\":\"AA==\"}");
            String revision =
                    new ObjectMapper().readTree(status).at("/header/revision").asText();
            post(http, etcd + "/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
        }
    }

    private static String post(HttpClient http, String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
