package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Conditions in the making: a time changes only with the status. */
final class Conditions {
    private final ArrayNode made = Stage.JSON.createArrayNode();
    private final JsonNode before;

    Conditions(ObjectNode object) {
        before = object.at("/status/conditions");
    }

    Conditions put(String type, boolean holds, String reason, String message) {
        ObjectNode condition = made.addObject().put("type", type).put("status", holds ? "True" : "False");
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
        }
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
        String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        for (JsonNode old : before) {
            if (old.path("type").equals(condition.path("type"))
                    && old.path("status").equals(condition.path("status"))) {
                since = old.path("lastTransitionTime").asText();
            }
        }
        condition.put("lastTransitionTime", since);
        return this;
    }

    Conditions copy(JsonNode conditions) {
        conditions.forEach(made::add);
        return this;
    }

    ArrayNode made() {
        return made;
    }

    static boolean holds(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
