package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.cluster.Key;

/**
 * What the API server asks about one object.
 *
 * @param uid of the review, not of the object
 * @param kind of the object
 * @param operation CREATE or UPDATE: the door answers all others itself
 * @param key the object; its name is empty where the API server is yet to make one
 * @param by who writes
 * @param object as it would be stored, a MissingNode where there is none
 * @param oldObject as it is stored, a MissingNode at CREATE
 */
public record Request(String uid, Kind kind, String operation, Key key, By by, JsonNode object, JsonNode oldObject) {
    /** Where the object is served, as the webhook's rule has asked for it. */
    public record Kind(String group, String version, String resource) {}

    /**
     * The writer.
     *
     * @param user as the API server has authenticated it
     * @param dryRun whether nothing will be stored
     */
    public record By(String user, boolean dryRun) {}

    public Request {
        object = object == null || object.isNull() ? MissingNode.getInstance() : object;
        oldObject = oldObject == null || oldObject.isNull() ? MissingNode.getInstance() : oldObject;
    }

    public boolean isCreate() {
        return operation.equals("CREATE");
    }

    public boolean isUpdate() {
        return operation.equals("UPDATE");
    }
}
