package dev.shortpath.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The operator's log from now on, line by line, in the form in which it comes from a pod. */
final class Lines extends Handler implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<JsonNode> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("dev.shortpath");

    Lines() {
        setFormatter(new JsonFormatter());
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        try {
            lines.add(JSON.readTree(getFormatter().format(line)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line that is no JSON", e);
        }
    }

    /** Those of a logger, in order. */
    List<JsonNode> of(String name) {
        return lines.stream()
                .filter(l -> l.path("loggerName").asText().equals(name))
                .toList();
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
