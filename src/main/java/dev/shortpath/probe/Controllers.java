package dev.shortpath.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * NVMe controllers as the host's driver shows them: only of functions that it drives. Numbers (nvme0) change from boot to boot. A controller over a
 * fabric has no PCI function and is passed over.
 */
final class Controllers {
    static final String CONTROLLERS = "sys/class/nvme";

    private static final int LONGEST = 256;

    /** By name. */
    private final Map<String, Controller> all = new TreeMap<>();

    Controllers(Values values) {
        // Without the nvme driver there is no such class.
        for (String name :
                values.tree().list(CONTROLLERS).value().map(Tree.Listing::names).orElse(List.of())) {
            String path = CONTROLLERS + "/" + name;
            if (!name.matches("nvme[0-9]+")) {
                continue;
            }
            Seen<String> transport = values.tree().text(path + "/transport");
            if (transport.value().filter(t -> !t.equals("pcie")).isPresent()) {
                continue;
            }
            values.link(path + "/device", PciAddress.LINK, "a link to a PCI function")
                    .value()
                    .ifPresent(address -> all.put(
                            name,
                            new Controller(
                                    address,
                                    values.name(path + "/model", LONGEST),
                                    values.name(path + "/serial", LONGEST))));
        }
    }

    /** A controller: its function's address, and the names that the drive gives itself. */
    record Controller(String address, Optional<String> model, Optional<String> serial) {}

    Optional<Controller> named(String name) {
        return Optional.ofNullable(all.get(name));
    }

    Optional<Controller> at(String address) {
        return all.values().stream().filter(c -> c.address().equals(address)).findFirst();
    }
}
