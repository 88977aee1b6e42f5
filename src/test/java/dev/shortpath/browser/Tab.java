package dev.shortpath.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A tab of the browser; what it asks the network for and what its console says is kept. */
public final class Tab implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 120;

    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile WebSocket socket;

    private Tab() {}

    static Tab open(HttpClient client, URI address) {
        Tab tab = new Tab();
        tab.socket = client.newWebSocketBuilder()
                .buildAsync(address, tab.new Listener())
                .join();
        Stream.of("Page", "Network", "Log", "Runtime").forEach(d -> tab.ask(d + ".enable", "{}"));
        return tab;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
            part.append(text);
            if (whole) {
                heard(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void heard(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (message.has("id")) {
            asked.remove(message.path("id").asInt()).complete(message);
            return;
        }
        events.add(message);
        if (message.path("method").asText().equals("Page.loadEventFired")) {
            loaded.complete(null);
        }
    }

    /** @param parameters JSON */
    public JsonNode ask(String method, String parameters) {
        try {
            ObjectNode request = JSON.createObjectNode()
                    .put("id", last.incrementAndGet())
                    .put("method", method)
                    .set("params", JSON.readTree(parameters));
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            asked.put(request.path("id").asInt(), answer);
            socket.sendText(request.toString(), true).join();
            JsonNode got = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (got.has("error")) {
                throw new IllegalStateException(method + ": " + got.path("error"));
            }
            return got.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(method, e);
        }
    }

    /** Loads a page; what was kept of another is forgotten. */
    public void load(URI page) throws Exception {
        events.clear();
        loaded = new CompletableFuture<>();
        ask("Page.navigate", JSON.createObjectNode().put("url", page.toString()).toString());
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @param scheme light or dark; @param media screen or print */
    public void look(int width, int height, String scheme, String media) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": %d, \"height\": %d, \"deviceScaleFactor\": 1, \"mobile\": false}"
                        .formatted(width, height));
        ask(
                "Emulation.setEmulatedMedia",
                "{\"media\": \"%s\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"%s\"}]}"
                        .formatted(media, scheme));
    }

    /** The value of a JavaScript expression, as the browser's own tools would have it; the page runs none. */
    public JsonNode value(String expression) {
        JsonNode result = ask(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .toString());
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** The value of an expression that gives a list. */
    public List<String> list(String expression) {
        JsonNode list = value(expression);
        if (!list.isArray()) {
            throw new IllegalStateException("no list: " + list);
        }
        List<String> texts = new java.util.ArrayList<>();
        list.forEach(t -> texts.add(t.asText()));
        return texts;
    }

    /** What was asked of the network, but for the page itself. */
    public List<String> requests() {
        return events.stream()
                .filter(e -> e.path("method").asText().equals("Network.requestWillBeSent"))
                .filter(e -> !e.at("/params/type").asText().equals("Document"))
                .map(e -> e.at("/params/request/url").asText())
                .toList();
    }

    /** What the console says: errors, warnings and exceptions. */
    public List<String> complaints() {
        List<String> methods = List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled");
        return events.stream()
                .filter(e -> methods.contains(e.path("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    /** The whole page as PNG. */
    public void picture(Path file) throws IOException {
        save(ask("Page.captureScreenshot", "{\"format\": \"png\", \"captureBeyondViewport\": true}"), file);
    }

    /** The page on paper. */
    public byte[] paper() {
        return Base64.getDecoder()
                .decode(ask("Page.printToPDF", "{\"preferCSSPageSize\": true, \"printBackground\": false}")
                        .path("data")
                        .asText());
    }

    private static void save(JsonNode answer, Path file) throws IOException {
        java.nio.file.Files.write(
                file, Base64.getDecoder().decode(answer.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
