package dev.shortpath.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;

/** virt-api's answer to a PUT of a VM's restart: what it checks, in its order and words, and what it then writes. */
final class Restart {
    private final KubernetesClient client;
    private final Stage stage;
    private final String namespace;
    private final String name;

    /** A status code and, unless it is the 202 without a body, a Status. */
    record Answer(int code, Optional<ObjectNode> status) {
        static Answer refused(int code, String reason, String message) {
            ObjectNode status =
                    Stage.JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1");
            status.putObject("metadata");
            status.put("status", "Failure").put("message", message).put("reason", reason);
            return new Answer(code, Optional.of(status.put("code", code)));
        }
    }

    Restart(KubernetesClient client, Stage stage, String namespace, String name) {
        this.client = client;
        this.stage = stage;
        this.namespace = namespace;
        this.name = name;
    }

    /** @param body RestartOptions, or nothing */
    Answer asked(String body) {
        JsonNode options;
        try {
            options = Stage.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return Answer.refused(
                    400, "BadRequest", "Can not unmarshal Request body to struct, error: " + e.getOriginalMessage());
        }
        long grace = options.path("gracePeriodSeconds").asLong();
        if (grace != 0) {
            return Answer.refused(
                    400,
                    "BadRequest",
                    grace > 0
                            ? "For force restart, only gracePeriod=0 is supported for now"
                            : "gracePeriod has to be greater or equal to 0");
        }
        Optional<ObjectNode> vm = stage.find(Kind.VM, namespace, name);
        if (vm.isEmpty()) {
            return Answer.refused(404, "NotFound", "virtualmachine.kubevirt.io \"" + name + "\" not found");
        }
        String strategy = Requests.strategy(vm.get());
        if (List.of("Halted", "Once").contains(strategy)) {
            return conflict("RunStategy " + strategy + " does not support manual restart requests");
        }
        Optional<ObjectNode> vmi = stage.find(Kind.VMI, namespace, name);
        if (vmi.isEmpty()) {
            return conflict("VM is not running: Halted"); // for every run strategy, as virt-api has it
        }
        return request(vm.get(), vmi.get(), options);
    }

    private Answer request(ObjectNode vm, ObjectNode vmi, JsonNode options) {
        if (!vm.at("/status/stateChangeRequests").isEmpty()) {
            return internal("unable to complete request: stop/start already underway");
        }
        PatchContext how = new PatchContext.Builder()
                .withPatchType(PatchType.JSON)
                .withDryRun(options.path("dryRun")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList())
                .build();
        try {
            if (options.has("gracePeriodSeconds")) {
                ArrayNode soon = Stage.JSON.createArrayNode();
                operation(soon, "add", "/spec/terminationGracePeriodSeconds").put("value", 1);
                object(Kind.VMI).patch(how, soon.toString());
            }
            object(Kind.VM)
                    .subresource("status")
                    .patch(how, stopAndStart(vm, vmi).toString());
        } catch (KubernetesClientException e) {
            return e.getMessage().contains("test operation") || e.getCode() == 422
                    ? conflict(e.getMessage())
                    : internal(e.getMessage());
        }
        return new Answer(202, Optional.empty());
    }

    private static ArrayNode stopAndStart(ObjectNode vm, ObjectNode vmi) {
        ArrayNode requests = Stage.JSON.createArrayNode();
        requests.addObject().put("action", "Stop").set("uid", vmi.at("/metadata/uid"));
        requests.addObject().put("action", "Start");
        ArrayNode patch = Stage.JSON.createArrayNode();
        if (vm.path("status").isEmpty()) {
            operation(patch, "add", "/status").putObject("value").set("stateChangeRequests", requests);
            return patch;
        }
        operation(patch, "test", "/status/stateChangeRequests").putNull("value");
        operation(patch, "add", "/status/stateChangeRequests").set("value", requests);
        if (vm.at("/status").has("startFailure")) {
            operation(patch, "remove", "/status/startFailure");
        }
        return patch;
    }

    private static ObjectNode operation(ArrayNode patch, String op, String path) {
        return patch.addObject().put("op", op).put("path", path);
    }

    private Resource<GenericKubernetesResource> object(Kind kind) {
        return client.genericKubernetesResources(kind.apiVersion(), kind.word)
                .inNamespace(namespace)
                .withName(name);
    }

    private Answer conflict(String why) {
        return Answer.refused(
                409,
                "Conflict",
                "Operation cannot be fulfilled on virtualmachine.kubevirt.io \"" + name + "\": " + why);
    }

    private static Answer internal(String why) {
        return Answer.refused(500, "InternalError", "Internal error occurred: " + why);
    }
}
