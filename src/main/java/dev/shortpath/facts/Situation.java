package dev.shortpath.facts;

import dev.shortpath.api.Delivery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a plan is made of: facts, no questions.
 *
 * @param deliveryBefore what the VM's StoragePath says was decided when this profile bound it
 * @param namespaceLabels labels of the VM's namespace; empty Optional when not known
 * @param profiles every profile that there is
 * @param profileGone the VM's recorded or labelled profile was there, is gone for less than the grace period
 */
public record Situation(
        Moment moment,
        Vm vm,
        Applied applied,
        Optional<Delivery> deliveryBefore,
        Optional<Map<String, String>> namespaceLabels,
        List<Profile> profiles,
        boolean profileGone,
        Cluster cluster,
        Fleet fleet) {
    public Situation {
        namespaceLabels = namespaceLabels.map(Map::copyOf);
        profiles = List.copyOf(profiles);
    }

    /** A situation in which nothing was decided before. */
    public Situation(
            Moment moment,
            Vm vm,
            Applied applied,
            Optional<Map<String, String>> namespaceLabels,
            List<Profile> profiles,
            Cluster cluster,
            Fleet fleet) {
        this(moment, vm, applied, Optional.empty(), namespaceLabels, profiles, false, cluster, fleet);
    }

    public List<Node> nodes() {
        return fleet.nodes();
    }

    /** The same, with another reading of what is remembered in the VM. */
    public Situation withApplied(Applied read) {
        return new Situation(moment, vm, read, deliveryBefore, namespaceLabels, profiles, profileGone, cluster, fleet);
    }

    /** The same, with one more profile. */
    public Situation with(Profile more) {
        List<Profile> all = Stream.concat(profiles.stream(), Stream.of(more)).toList();
        return new Situation(moment, vm, applied, deliveryBefore, namespaceLabels, all, profileGone, cluster, fleet);
    }

    /** The same, with what the loop remembers. */
    public Situation remembering(Optional<Delivery> delivery, boolean gone) {
        return new Situation(moment, vm, applied, delivery, namespaceLabels, profiles, gone, cluster, fleet);
    }
}
