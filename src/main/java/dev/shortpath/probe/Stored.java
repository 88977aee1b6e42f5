package dev.shortpath.probe;

import dev.shortpath.api.StorageNodeStatus;
import java.util.List;

/**
 * A StorageNode as the API server has it.
 *
 * @param uid empty where there is none
 * @param owners the uids of the Nodes that own it
 * @param status one without anything in it where there is none
 */
record Stored(String uid, List<String> owners, StorageNodeStatus status) {
    static final StorageNodeStatus NOTHING = new StorageNodeStatus(null, null, null, null, null, null, null, null);
    static final Stored NONE = new Stored("", List.of(), NOTHING);

    Stored {
        owners = List.copyOf(owners);
    }

    boolean exists() {
        return !uid.isEmpty();
    }

    boolean ownedBy(OwnNode node) {
        return owners.equals(List.of(node.uid()));
    }

    Stored saying(StorageNodeStatus said) {
        return new Stored(uid, owners, said);
    }
}
