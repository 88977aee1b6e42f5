package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import java.util.Optional;

/**
 * One value of the VM's spec that becomes another.
 *
 * @param disk the disk, or the template's volume for fields of scope TEMPLATE; empty for VM-wide fields
 * @param from the value that stands there, in the profile's words; empty where the field is absent
 * @param to the value to be; empty: the field is removed
 */
public record Change(Optional<String> disk, Field field, Optional<String> from, Optional<String> to) {}
