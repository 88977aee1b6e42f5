package dev.shortpath.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real browser without a window, told what to do by its DevTools; it ends with the test. */
public final class Chromium implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*");

    private final Process process;
    private final Path profile;
    private final int port;

    private Chromium(Process process, Path profile, int port) {
        this.process = process;
        this.profile = profile;
        this.port = port;
    }

    /** The browser that `src/test/browser/browser` finds. */
    public static Chromium start() throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("shortpath-chromium");
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(QUIET);
        command.add("--user-data-dir=" + profile);
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // Chromium's sandbox refuses root
        }
        command.add("about:blank");
        Path log = profile.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Path ports = profile.resolve("DevToolsActivePort");
        await("Chromium's DevTools; its log is " + log)
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("Chromium ended: " + Files.readString(log));
                    }
                    return Files.exists(ports) && Files.readString(ports).contains("\n");
                });
        return new Chromium(
                process, profile, Integer.parseInt(Files.readAllLines(ports).getFirst()));
    }

    private static String program() throws IOException, InterruptedException {
        Process find = new ProcessBuilder("src/test/browser/browser")
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String out = new String(find.getInputStream().readAllBytes()).strip();
        String err = new String(find.getErrorStream().readAllBytes());
        if (find.waitFor() != 0) {
            throw new IllegalStateException(err);
        }
        return out;
    }

    /** An empty tab. */
    public Tab tab() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        String address = JsonMapper.builder()
                .build()
                .readTree(answer)
                .path("webSocketDebuggerUrl")
                .asText();
        return Tab.open(client, URI.create(address));
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        await("the browser's end").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        }
    }
}
