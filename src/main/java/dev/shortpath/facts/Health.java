package dev.shortpath.facts;

/**
 * How a VMI is, as KubeVirt reports it.
 *
 * @param ready whether it is Ready, and not on its way out
 * @param agentConnected whether the guest's agent answers
 * @param paused whether its CPUs are stopped
 */
public record Health(boolean ready, boolean agentConnected, boolean paused) {
    /** Nothing is reported. */
    public static final Health SILENT = new Health(false, false, false);
}
