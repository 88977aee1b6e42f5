package dev.shortpath.operator;

import dev.shortpath.cluster.Fate;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * What was read of a VM, and what is to become of it.
 *
 * @param withheld why the operator does no work for the VM's profile
 * @param comeBack when time alone may change the plan
 */
record Reading(Situation situation, Plan plan, Optional<Fate.Withheld> withheld, Optional<Duration> comeBack) {}
