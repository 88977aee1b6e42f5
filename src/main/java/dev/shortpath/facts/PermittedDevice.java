package dev.shortpath.facts;

import java.util.Locale;

/**
 * An entry of the KubeVirt CR's permittedHostDevices.pciHostDevices: KubeVirt's device plugin offers every function of that
 * vendor and device that is bound to vfio-pci, of whatever kind, as the resource.
 *
 * @param vendorDevice in lower case, such as 144d:a80a
 * @param external whether another plugin than KubeVirt's provides the resource
 */
public record PermittedDevice(String resourceName, String vendorDevice, boolean external) {
    public PermittedDevice {
        vendorDevice = vendorDevice.toLowerCase(Locale.ROOT);
    }
}
