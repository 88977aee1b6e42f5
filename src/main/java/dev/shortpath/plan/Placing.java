package dev.shortpath.plan;

import dev.shortpath.facts.Scheduling;

/**
 * What a launcher pod's node must have, or better had.
 *
 * @param must whether it is required, and not preferred
 * @param lack what is said of a node without it
 * @param passing whether it names nodes, by what is so at this moment, and so is for pods alone
 */
public record Placing(Scheduling.Expression expression, boolean must, String lack, boolean passing) {}
