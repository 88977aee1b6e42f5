package dev.shortpath.plan;

import dev.shortpath.api.Delivery;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;

/** Where a VM's values are stored (API.md, section 5, Auto); decided once, at binding. */
final class Deliveries {
    /** A choice and its why. */
    record Chosen(Delivery delivery, String why) {}

    private Deliveries() {}

    static Chosen choose(Situation facts, Profile profile) {
        Delivery asked = profile.spec().delivery();
        if (asked != Delivery.AUTO) {
            return new Chosen(asked, "profile " + profile.name() + " says so");
        }
        Chosen now = facts.vm()
                .owner()
                .map(o -> new Chosen(Delivery.INSTANCE, o.what() + " owns the VM's manifest (" + o.evidence() + ")"))
                .orElse(new Chosen(Delivery.VIRTUAL_MACHINE, "no GitOps tool or controller owns the VM's manifest"));
        return facts.deliveryBefore()
                .filter(before -> before != now.delivery())
                .map(before -> new Chosen(
                        before,
                        "decided when the profile bound the VM; since then " + now.why() + ", which counts when it is"
                                + " bound anew"))
                .orElse(now);
    }
}
