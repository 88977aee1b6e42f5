package dev.shortpath.actor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whose an object is, so that the real garbage collector takes it away with its owner. */
final class Owned {
    private Owned() {}

    static ArrayNode by(Kind kind, ObjectNode owner) {
        ArrayNode references = Stage.JSON.createArrayNode();
        references
                .addObject()
                .put("apiVersion", kind.apiVersion())
                .put("kind", kind.word)
                .put("name", owner.at("/metadata/name").asText())
                .put("uid", owner.at("/metadata/uid").asText())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        return references;
    }
}
