package dev.shortpath.facts;

/** How a volume is shown to the guest; NONE for a volume without an entry in the VM's disks. */
public enum DiskKind {
    DISK,
    LUN,
    CDROM,
    NONE
}
