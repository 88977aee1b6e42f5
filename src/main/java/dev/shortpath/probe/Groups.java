package dev.shortpath.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** IOMMU groups: what is given to a guest is given by whole groups (Documentation/driver-api/vfio.rst). */
final class Groups {
    static final String GROUPS = "sys/kernel/iommu_groups";

    private static final String DEVICES = "sys/bus/pci/devices/";
    private static final Pattern TYPE = Pattern.compile("([A-Za-z-]{1,32})");
    private static final Pattern REGION = Pattern.compile("0x[0-9a-f]+ 0x[0-9a-f]+ ([a-z-]+)");
    static final Pattern CLASS = Pattern.compile("0x([0-9a-f]{6})");
    static final Pattern DRIVER = Pattern.compile(".*/drivers/([A-Za-z0-9_.-]{1,64})");

    private final Values values;
    private final Map<Integer, Group> known = new HashMap<>();

    Groups(Values values) {
        this.values = values;
    }

    /**
     * A function or bridge of a group.
     *
     * @param bridge whether its PCI class is 0x0604; empty when that could not be read
     * @param driver missing when it has none
     */
    record Member(String address, Optional<Boolean> bridge, Seen<String> driver) {}

    /**
     * A group.
     *
     * @param type of its default domain, as the kernel spells it: identity, DMA, DMA-FQ, blocked, unknown
     * @param members unreadable where not every one is known
     * @param direct whether a reserved region must stay mapped one to one (RMRR): the kernel then refuses to give the group away;
     *     `direct-relaxable` ones do not matter
     */
    record Group(int number, Seen<String> type, Seen<List<Member>> members, Optional<Boolean> direct) {}

    /** The numbers of all groups; missing or unreadable where their directory is. */
    Seen<List<Integer>> numbers() {
        return values.tree().list(GROUPS).then(listing -> {
            List<Integer> numbers = new ArrayList<>();
            for (String name : listing.names()) {
                if (name.matches("[0-9]{1,9}")) {
                    numbers.add(Integer.valueOf(name));
                } else {
                    values.tree().problem(GROUPS + "/" + name, "not a group's number");
                }
            }
            return listing.complete() ? Seen.there(numbers) : Seen.unreadable();
        });
    }

    /** The type of a group's default domain. */
    Seen<String> type(int number) {
        String path = GROUPS + "/" + number + "/type";
        return values.word(path, values.tree().needed(path), TYPE, "a domain's type");
    }

    /** The group of a function. One that does not list that very function says nothing of who else is in it. */
    Group of(int number, String address) {
        Group group = known.computeIfAbsent(number, n -> new Group(n, type(n), members(n), direct(n)));
        boolean strange = group.members()
                .value()
                .filter(all -> all.stream().noneMatch(m -> m.address().equals(address)))
                .isPresent();
        if (!strange) {
            return group;
        }
        values.tree()
                .problem(
                        GROUPS + "/" + number + "/devices",
                        "does not list " + address + ", which says that it is in the group");
        return new Group(number, group.type(), Seen.unreadable(), group.direct());
    }

    private Seen<List<Member>> members(int number) {
        String path = GROUPS + "/" + number + "/devices";
        return values.tree().neededList(path).then(listing -> {
            List<Member> members =
                    listing.names().stream().map(name -> member(path, name)).toList();
            return listing.complete() ? Seen.there(members) : Seen.unreadable();
        });
    }

    private Member member(String group, String name) {
        // What is no PCI function (a platform device) has no class, and is no bridge.
        boolean pci = PciAddress.is(name);
        String path = pci ? DEVICES + name : group + "/" + name;
        Optional<Boolean> bridge = pci
                ? values.word(path + "/class", values.tree().needed(path + "/class"), CLASS, "a PCI class")
                        .value()
                        .map(c -> c.startsWith("0604"))
                : Optional.of(false);
        return new Member(name, bridge, driver(path));
    }

    private Seen<String> driver(String path) {
        Seen<String> driver = values.link(path + "/driver", DRIVER, "a link to a driver");
        // That a device has no driver is seen only where the device is.
        return driver.isMissing() && values.tree().neededList(path).value().isEmpty() ? Seen.unreadable() : driver;
    }

    private Optional<Boolean> direct(int number) {
        String path = GROUPS + "/" + number + "/reserved_regions";
        Optional<String> text = values.tree().needed(path).value();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean understood = true;
        for (String line : text.get().lines().toList()) {
            Seen<String> type = values.word(path, Seen.there(line), REGION, "a reserved region");
            if (type.value().filter("direct"::equals).isPresent()) {
                return Optional.of(true);
            }
            understood &= !type.isUnreadable();
        }
        return understood ? Optional.of(false) : Optional.empty();
    }
}
