package dev.shortpath.bench;

import java.util.List;
import java.util.Locale;

/**
 * One way to do the same I/O, measured by itself.
 *
 * @param bytes of each request
 * @param depth requests under way at a time
 */
record Case(Ground ground, Image image, How how, Cache cache, Op op, int bytes, int depth) {
    /** What lies below. */
    enum Ground {
        BLOCK("block"),
        FILE("file"),
        DISK("file on disk"),
        BLOCK_4K("block of 4 KiB sectors");

        final String words;

        Ground(String words) {
            this.words = words;
        }
    }

    /** What is on it. Where nothing else is said, every block was written before: what is only reserved is read without the medium. */
    enum Image {
        RAW("raw", "raw", "preallocation=full"),
        RAW_RESERVED("raw, reserved", "raw", "preallocation=falloc"),
        RAW_THIN("raw, thin", "raw", "preallocation=off"),
        QCOW2_THIN("qcow2, thin", "qcow2", "preallocation=off"),
        QCOW2("qcow2", "qcow2", "preallocation=full"),
        QCOW2_RESERVED("qcow2, reserved", "qcow2", "preallocation=falloc"),
        OVERLAY("qcow2 over raw", "qcow2", "preallocation=off");

        private final String words;
        final String format;
        final String preallocation;

        Image(String words, String format, String preallocation) {
            this.words = words;
            this.format = format;
            this.preallocation = preallocation;
        }

        /** Whether the first write to a place costs more than the second, so that each run needs a new one. */
        boolean wearsOff() {
            return this != RAW && this != QCOW2;
        }
    }

    /** Who submits the I/O. FIO is the floor: no QEMU at all. */
    enum How {
        FIO("fio"),
        THREADS("threads"),
        NATIVE("native"),
        IO_URING("io_uring");

        final String words;

        How(String words) {
            this.words = words;
        }
    }

    /** QEMU's words. FLUSHED: a flush after each `depth` writes, as a database commits. */
    enum Cache {
        NONE("none"),
        WRITETHROUGH("writethrough"),
        WRITEBACK("writeback"),
        NONE_FLUSHED("none"),
        WRITEBACK_FLUSHED("writeback");

        final String qemu;

        Cache(String qemu) {
            this.qemu = qemu;
        }

        boolean flushed() {
            return this == NONE_FLUSHED || this == WRITEBACK_FLUSHED;
        }

        private String words() {
            return "cache " + qemu + (flushed() ? ", flushed" : "");
        }
    }

    enum Op {
        READS,
        WRITES
    }

    static Case raw(Ground ground, How how, Op op, int bytes, int depth) {
        return new Case(ground, Image.RAW, how, Cache.NONE, op, bytes, depth);
    }

    Case on(Ground other) {
        return new Case(other, image, how, cache, op, bytes, depth);
    }

    Case of(Image other) {
        return new Case(ground, other, how, cache, op, bytes, depth);
    }

    Case by(How other) {
        return new Case(ground, image, other, cache, op, bytes, depth);
    }

    Case with(Cache other) {
        return new Case(ground, image, how, other, op, bytes, depth);
    }

    /** `4 KiB reads, depth 32`. */
    String load() {
        return (bytes < 1024 ? bytes + " B " : (bytes >> 10) + " KiB ")
                + op.name().toLowerCase(Locale.ROOT) + ", depth " + depth;
    }

    @Override
    public String toString() {
        return String.join(", ", List.of(ground.words, image.words, how.words, cache.words(), load()));
    }
}
