package dev.shortpath.probe;

/**
 * How much of a tree is read at most.
 *
 * @param fileBytes of one file; what is larger is no sysfs file, which the kernel bounds to a page
 * @param tableBytes of the two tables of procfs that have a line for each swap and each mount
 * @param entries of one directory
 * @param steps in all: looking at one path's component, opening one file or naming one entry is a step
 * @param bytes in all
 */
record Limits(int fileBytes, int tableBytes, int entries, int steps, long bytes) {
    /** Room for a machine of 8 NUMA nodes, 300 drives and 20,000 interrupts. */
    static final Limits USUAL = new Limits(64 << 10, 8 << 20, 32_768, 1_000_000, 64L << 20);
}
