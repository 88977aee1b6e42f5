package dev.shortpath.facts;

import java.util.List;
import java.util.Map;

/**
 * A VM's dataVolumeTemplate.
 *
 * @param index its position in the VM's dataVolumeTemplates
 * @param storage whether it is written as `storage` (CDI fills in what is missing) and not as `pvc` (the owner's words)
 * @param blank whether its source is blank
 * @param written the template's own values of the fields of scope TEMPLATE
 * @param accessModes as written; empty when CDI chooses
 * @param made whether the DataVolume of that name is there
 */
public record Template(
        String name,
        int index,
        boolean storage,
        boolean blank,
        Map<Field, String> written,
        List<String> accessModes,
        Presence made) {
    public Template {
        written = Map.copyOf(written);
        accessModes = List.copyOf(accessModes);
    }
}
