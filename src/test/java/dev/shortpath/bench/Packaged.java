package dev.shortpath.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The operator as it is shipped: what the image has in a process of its own, under the account of deploy/operator. */
final class Packaged implements AutoCloseable {
    private static final Pattern PLANS = Pattern.compile("(?m)^shortpath_plan_seconds_count(?:\\{[^}]*})? (\\S+)$");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String IMAGE = "/opt/shortpath";
    private static final Path LOG = Path.of("target/bench-operator.log");

    private final Process process;
    private final int port;
    private final long began;
    private final HttpClient http = HttpClient.newHttpClient();

    Packaged(Path kubeconfig) throws IOException {
        this.port = freePort();
        var builder = new ProcessBuilder(command());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("SHORTPATH_LEADER_ELECTION_NAMESPACE", Account.NAMESPACE);
        builder.environment().put("SHORTPATH_INSTANCE", "bench");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        // As the image sets it.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        began = System.nanoTime();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        // Who is interrupted leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** As the image starts it, with the limit of deploy/operator's container. */
    private static List<String> command() throws IOException {
        Path image = Path.of("target/image/root" + IMAGE).toAbsolutePath();
        if (!Files.isReadable(image.resolve("shortpath.aot"))) {
            throw new IOException(image + " is not there: run make image-root first");
        }
        List<String> command = new ArrayList<>(List.of(image.resolve("bin/java").toString(), "-XX:MaxRAM=768m"));
        Files.readAllLines(image.resolve("jvm.options")).stream()
                .filter(line -> line.startsWith("-"))
                .map(line -> line.replace(IMAGE, image.toString()))
                .forEach(command::add);
        command.addAll(List.of("-jar", image.resolve("shortpath.jar").toString(), "operator"));
        return command;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    Usage usage() {
        return Usage.of(process.pid());
    }

    /** Time from the start of the process until it is ready. */
    Duration ready() {
        return since(
                () -> get("/q/health/ready").map(a -> a.statusCode() == 200).orElse(false));
    }

    /** Time from the start of the process until it has made a plan. */
    Duration planned() {
        return since(() -> plans() > 0);
    }

    long plans() {
        String metrics = get("/q/metrics").map(HttpResponse::body).orElse("");
        return PLANS.matcher(metrics)
                .results()
                .mapToLong(m -> (long) Double.parseDouble(m.group(1)))
                .sum();
    }

    private Duration since(BooleanSupplier so) {
        while (!so.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("the operator does not get ready; see " + LOG);
            }
            pause(5);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private java.util.Optional<HttpResponse<String>> get(String path) {
        try {
            return java.util.Optional.of(http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return java.util.Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of live objects, after a full collection. */
    long liveHeap() throws IOException, InterruptedException {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        Process asked = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        asked.waitFor();
        var total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$").matcher(text);
        if (!total.find()) {
            throw new IOException("jcmd said no total: " + text.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
