package dev.shortpath.plan.passthrough;

import java.util.Locale;

/**
 * An entry of the KubeVirt CR's permittedHostDevices.pciHostDevices.
 *
 * @param selector pciVendorSelector as it is written
 * @param further whether it has more members than selector and resource, which none of ours has
 */
public record Permit(String selector, String resource, boolean further) {
    static Permit of(String vendorDevice, String resource) {
        return new Permit(vendorDevice, resource, false);
    }

    String vendorDevice() {
        return selector.toLowerCase(Locale.ROOT);
    }

    /** As a person writes it into the CR. */
    String yaml() {
        return "{pciVendorSelector: \"" + selector + "\", resourceName: " + resource + "}";
    }
}
