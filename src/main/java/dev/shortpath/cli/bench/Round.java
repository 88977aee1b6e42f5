package dev.shortpath.cli.bench;

/**
 * One run of fio in one guest.
 *
 * @param number from 1; the same number is the same turn in both guests
 * @param began seconds since 1970 by the guest's clock
 * @param ended likewise
 * @param rate operations a second
 * @param median latency of an operation, microseconds
 * @param slow the latency that one operation of a hundred exceeds, microseconds
 */
public record Round(int number, double began, double ended, double rate, double median, double slow) {
    /** Whether the two ran at the same time, and so disturbed one another. */
    boolean overlaps(Round other) {
        return began < other.ended && other.began < ended;
    }
}
