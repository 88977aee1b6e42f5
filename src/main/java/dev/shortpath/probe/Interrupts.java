package dev.shortpath.probe;

import java.util.List;
import java.util.Optional;

/**
 * Whether interrupts of functions given to guests are remapped, from the names of the interrupt chips: `/proc/interrupts` says the same,
 * but is masked in containers.
 */
final class Interrupts {
    private static final String IRQS = "sys/kernel/irq";

    private final Values values;

    Interrupts(Values values) {
        this.values = values;
    }

    /**
     * True where a chip is called IR-something: x86 remaps all or nothing, and the IOMMU's own interrupt is never remapped. True where there
     * is an ARM ITS, too: it translates each device's messages by the device's id, and vfio takes it for remapping
     * (IRQ_DOMAIN_FLAG_ISOLATED_MSI), so that a node with an SMMU is not said to lack what it has by its nature. False only where there
     * are PCI messages, and every chip could be read, and none is of these.
     */
    Optional<Boolean> remapped() {
        Seen<Tree.Listing> irqs = values.tree().neededList(IRQS);
        boolean messages = false;
        boolean doubt = irqs.value().filter(Tree.Listing::complete).isEmpty();
        for (String irq : irqs.value().map(Tree.Listing::names).orElse(List.of())) {
            String path = IRQS + "/" + irq + "/chip_name";
            Seen<String> chip = values.tree().text(path);
            if (chip.value()
                    .filter(c -> c.startsWith("IR-") || c.startsWith("ITS-"))
                    .isPresent()) {
                return Optional.of(true);
            }
            messages |= chip.value().filter(c -> c.contains("PCI-MSI")).isPresent();
            doubt |= chip.isUnreadable();
        }
        return messages && !doubt ? Optional.of(false) : Optional.empty();
    }
}
