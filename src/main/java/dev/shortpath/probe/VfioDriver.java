package dev.shortpath.probe;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.Vfio;
import java.util.Optional;

/** Whether the node can give functions to guests. `/proc/modules` is not asked: it does not know what is built in. */
final class VfioDriver {
    private static final String DRIVER = "sys/bus/pci/drivers/vfio-pci";
    private static final String UNSAFE = "sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts";

    private final Values values;

    VfioDriver(Values values) {
        this.values = values;
    }

    /**
     * Ready where vfio-pci is there, the IOMMU is on, and interrupts are remapped or those that are not are allowed: without one of the
     * two the kernel lets no guest open a function. Whether `vfio_iommu_type1` is loaded does not matter: the kernel loads it when asked.
     */
    Vfio vfio(Iommu iommu) {
        Seen<Boolean> unsafe = values.flag(UNSAFE);
        // The drivers' directory must be there for the driver's absence to say anything.
        Optional<Boolean> driver = values.tree()
                .neededList("sys/bus/pci/drivers")
                .value()
                .map(l -> l.names().contains("vfio-pci"));
        if (driver.filter(there -> there).isPresent()
                && values.tree().list(DRIVER).isUnreadable()) {
            driver = Optional.empty();
        }
        Optional<Boolean> open = Truth.or(Optional.ofNullable(iommu.interruptRemapping()), unsafe.value());
        // Without the module there is no parameter, and none that allows anything.
        if (unsafe.isMissing()) {
            open = Optional.ofNullable(iommu.interruptRemapping());
        }
        Optional<Boolean> ready = Truth.and(driver, Truth.and(Optional.ofNullable(iommu.enabled()), open));
        return new Vfio(ready.orElse(null), unsafe.value().orElse(null));
    }
}
