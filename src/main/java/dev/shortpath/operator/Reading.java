package dev.shortpath.operator;

import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * What was read of a VM, and what is to become of it.
 *
 * @param comeBack when time alone may change the plan
 */
record Reading(Situation situation, Plan plan, Optional<Duration> comeBack) {}
