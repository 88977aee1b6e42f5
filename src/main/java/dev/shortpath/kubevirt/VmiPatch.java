package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.plan.Change;
import java.util.List;
import java.util.Set;

/** What a VMI is given when KubeVirt creates it, as a change of its manifest; the VM's spec stays as its owner wrote it. */
public final class VmiPatch {
    private VmiPatch() {}

    /**
     * The JSON Patch (RFC 6902), without tests: admission has the very object in hand. Empty where the VMI has all of it.
     *
     * @param changes of a plan, relative to what the VM says; a disk that the VMI has not is passed over
     * @param sidecar what becomes of it where its annotations ask for something that a hook carries out
     */
    public static ArrayNode of(JsonNode vmi, List<Change> changes, HookSidecar.Use sidecar) {
        Edit edit = new Edit((ObjectNode) vmi, Set.of());
        changes.stream().filter(c -> Layout.VMI.has(vmi, c)).forEach(c -> Layout.VMI.change(edit, c));
        HookSidecar.use(edit, sidecar);
        return edit.operations();
    }
}
