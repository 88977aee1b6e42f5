package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.cluster.StatusWriter.Result;
import dev.shortpath.kubevirt.Decided;
import java.io.IOException;
import java.util.Optional;

/** Writes a VM's StoragePath: made at need, its status only when it changes, taken away when there is nothing to say. */
public final class StoragePathWriter {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Wire wire;
    private final Answers paths;
    private final StatusWriter status;
    private final ObjectMapper mapper = new ObjectMapper();

    public StoragePathWriter(Wire wire, Answers paths) {
        this.wire = wire;
        this.paths = paths;
        this.status = new StatusWriter(Watched.PATH, wire, paths);
    }

    public Optional<JsonNode> now(Key key) {
        return paths.newest(key);
    }

    /** One write of the status if it differs; before it one that makes the object, where it is not there. */
    public Result write(JsonNode vm, StoragePathStatus wanted) throws IOException {
        Key key = Key.of(vm);
        Optional<JsonNode> now = paths.newest(key);
        if (now.isPresent() && !Decided.ownedBy(now.get(), vm)) {
            // Its VM was deleted and made again: the garbage collector has not come round yet.
            delete(key);
            return Result.AGAIN;
        }
        if (now.isEmpty()) {
            Wire.Answer made = wire.create(Watched.PATH, skeleton(vm));
            if (made.code() == CONFLICT || made.code() == NOT_FOUND) {
                return Result.AGAIN;
            }
            if (made.code() == FORBIDDEN && made.message().contains("being terminated")) {
                return Result.SAME;
            }
            now = Optional.of(paths.keep(made.expectOk()));
        }
        return status.write(now.get(), wanted);
    }

    /** Takes it away if it is there. */
    public Result delete(Key key) throws IOException {
        Optional<JsonNode> now = paths.newest(key);
        if (now.isEmpty()) {
            return Result.SAME;
        }
        ObjectNode options = mapper.createObjectNode().put("apiVersion", "v1").put("kind", "DeleteOptions");
        String uid = now.get().at("/metadata/uid").asText();
        options.withObject("/preconditions").put("uid", uid);
        Wire.Answer answer = wire.delete(Watched.PATH, key, options);
        if (answer.code() == CONFLICT) {
            return Result.AGAIN;
        }
        if (answer.code() != NOT_FOUND) {
            answer.expectOk();
        }
        paths.gone(key, uid);
        return Result.WRITTEN;
    }

    private ObjectNode skeleton(JsonNode vm) {
        Key key = Key.of(vm);
        ObjectNode object = mapper.createObjectNode()
                .put("apiVersion", Watched.PATH.apiVersion())
                .put("kind", Watched.PATH.shortKind());
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("namespace", key.namespace()).put("name", key.name());
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", Watched.VM.apiVersion())
                .put("kind", Watched.VM.shortKind())
                .put("name", key.name())
                .put("uid", vm.at("/metadata/uid").asText())
                .put("controller", true)
                .put("blockOwnerDeletion", false);
        return object;
    }
}
