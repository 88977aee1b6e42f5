package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import java.util.Optional;

/** A field of a disk, or of the VM. */
record Place(Optional<String> disk, Field field) {}
