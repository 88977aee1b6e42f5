package dev.shortpath.plan;

import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Volume;
import java.util.Optional;

/** What lies below a disk, as KubeVirt's converter opens it (CONV/storage/volume.go). */
public record Backing(Kind kind, Evidence evidence) {
    /** Block device, raw file known to be preallocated, raw file, qcow2 file, or not known (yet). */
    public enum Kind {
        BLOCK,
        PREALLOCATED,
        FILE,
        QCOW2,
        UNKNOWN
    }

    /** Whether QEMU is sure to open it with O_DIRECT. */
    public boolean directIoProven() {
        return kind == Kind.BLOCK || kind == Kind.PREALLOCATED;
    }

    public boolean known() {
        return kind != Kind.UNKNOWN;
    }

    /**
     * Looks below a disk.
     *
     * @param templateMode the volumeMode that the VM's template has after this plan
     */
    static Backing of(Disk disk, Optional<String> templateMode) {
        Volume volume = disk.volume();
        return switch (volume.type()) {
            case CONTAINER_DISK, EMPTY_DISK, EPHEMERAL ->
                new Backing(Kind.QCOW2, new Evidence("volume " + volume.name(), "qcow2 in KubeVirt"));
            case HOST_DISK -> new Backing(Kind.FILE, new Evidence("volume " + volume.name(), "raw file on the node"));
            case DATA_VOLUME, PERSISTENT_VOLUME_CLAIM -> ofClaim(volume, templateMode);
            default -> new Backing(Kind.UNKNOWN, new Evidence("volume " + volume.name(), "not a disk's"));
        };
    }

    private static Backing ofClaim(Volume volume, Optional<String> templateMode) {
        Claim claim = volume.claim().orElse(Claim.unknown(volume.name()));
        if (claim.presence() == Presence.PRESENT) {
            boolean block = claim.volumeMode().orElse(VolumeMode.FILESYSTEM) == VolumeMode.BLOCK;
            String fact = "claim " + claim.name();
            return block
                    ? new Backing(Kind.BLOCK, new Evidence(fact, "volumeMode Block"))
                    : claim.preallocated()
                            ? new Backing(Kind.PREALLOCATED, new Evidence(fact, "volumeMode Filesystem, preallocated"))
                            : new Backing(Kind.FILE, new Evidence(fact, "volumeMode Filesystem"));
        }
        Optional<Template> template = volume.template();
        if (template.isEmpty()) {
            return new Backing(Kind.UNKNOWN, new Evidence("claim " + claim.name(), "not there yet"));
        }
        // A `pvc` template is taken verbatim, and a claim without volumeMode is Filesystem; a `storage` one is CDI's
        // choice.
        Optional<String> mode = templateMode
                .or(() -> Optional.ofNullable(template.get().written().get(Field.VOLUME_MODE)))
                .or(() -> template.get().storage() ? Optional.empty() : Optional.of("Filesystem"));
        return mode.map(m -> new Backing(
                        m.equals("Block") ? Kind.BLOCK : Kind.FILE,
                        new Evidence("dataVolumeTemplate " + template.get().name(), "volumeMode " + m)))
                .orElse(new Backing(
                        Kind.UNKNOWN,
                        new Evidence("dataVolumeTemplate " + template.get().name(), "no volumeMode; CDI will choose")));
    }
}
