package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What a VM's run strategy makes of its VMI, and of the requests (stop that one, start) in the VM's status. */
final class Requests {
    private static final String FIELD = "stateChangeRequests";

    private Requests() {}

    static String strategy(JsonNode vm) {
        return vm.at("/spec/runStrategy").asText(vm.at("/spec/running").asBoolean() ? "Always" : "Halted");
    }

    /** Whether a VM that has no VMI gets one. */
    static boolean starts(JsonNode vm) {
        boolean asked = first(vm.path("status")).path("action").asText().equals("Start");
        String strategy = strategy(vm);
        return switch (strategy) {
            case "Always", "Once" -> true;
            case "RerunOnFailure" ->
                asked || !vm.at("/status/runStrategy").asText().equals(strategy);
            case "Manual" -> asked;
            default -> false;
        };
    }

    /** Whether this VMI of the VM has to go. */
    static boolean stops(JsonNode vm, JsonNode vmi) {
        JsonNode first = first(vm.path("status"));
        boolean asked = first.path("action").asText().equals("Stop")
                && first.path("uid").equals(vmi.at("/metadata/uid"));
        return switch (strategy(vm)) {
            case "Always", "RerunOnFailure" -> asked || ended(vmi);
            case "Manual" -> asked;
            case "Once" -> false;
            default -> true;
        };
    }

    /** A failed VMI of RerunOnFailure is followed by another, one that succeeded is not. */
    static void rerun(JsonNode vm, JsonNode vmi, ObjectNode status) {
        if (strategy(vm).equals("RerunOnFailure")
                && vmi.at("/status/phase").asText().equals("Failed")
                && first(status).isMissingNode()) {
            status.putArray(FIELD).addObject().put("action", "Start");
        }
    }

    /** Takes the first request away once it is done; the next one has its turn at the next visit. */
    static void trim(ObjectNode status, Optional<ObjectNode> vmi) {
        JsonNode first = first(status);
        boolean done = switch (first.path("action").asText()) {
            case "Stop" ->
                !first.has("uid")
                        || vmi.filter(there -> first.path("uid").equals(there.at("/metadata/uid")))
                                .isEmpty();
            case "Start" ->
                vmi.filter(there -> !there.at("/metadata").has("deletionTimestamp"))
                        .filter(there -> !ended(there))
                        .isPresent();
            default -> false;
        };
        if (done) {
            ArrayNode requests = (ArrayNode) status.path(FIELD);
            requests.remove(0);
            if (requests.isEmpty()) {
                status.remove(FIELD);
            }
        }
    }

    private static JsonNode first(JsonNode status) {
        return status.path(FIELD).path(0);
    }

    private static boolean ended(JsonNode vmi) {
        return List.of("Failed", "Succeeded").contains(vmi.at("/status/phase").asText());
    }
}
