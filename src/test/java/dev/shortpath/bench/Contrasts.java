package dev.shortpath.bench;

import dev.shortpath.bench.Case.Cache;
import dev.shortpath.bench.Case.Ground;
import dev.shortpath.bench.Case.How;
import dev.shortpath.bench.Case.Image;
import dev.shortpath.bench.Case.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which cases are compared, and why: one method a question that the planner answers. */
final class Contrasts {
    private static final int SMALL = 4 << 10;
    private static final int LARGE = 64 << 10;
    private static final int SECTOR = 512;

    private final List<Contrast> all = new ArrayList<>();
    private final boolean full;
    private final List<Integer> depths;
    private final List<Integer> sizes;

    private Contrasts(boolean full) {
        this.full = full;
        this.depths = full ? List.of(1, 4, 32) : List.of(1, 32);
        this.sizes = full ? List.of(SMALL, LARGE) : List.of(SMALL);
    }

    static List<Contrast> all(boolean full) {
        Contrasts contrasts = new Contrasts(full);
        for (Ground ground :
                full ? List.of(Ground.BLOCK, Ground.FILE, Ground.DISK) : List.of(Ground.BLOCK, Ground.DISK)) {
            contrasts.submission(ground);
        }
        contrasts.volumeMode();
        for (Ground ground : full ? List.of(Ground.FILE, Ground.DISK) : List.of(Ground.DISK)) {
            contrasts.format(ground);
            contrasts.cache(ground);
        }
        contrasts.sectors();
        return contrasts.all;
    }

    private void submission(Ground ground) {
        for (Op op : Op.values()) {
            for (int bytes : sizes) {
                for (int depth : depths) {
                    Case floor = Case.raw(ground, How.FIO, op, bytes, depth);
                    boolean headline = ground == Ground.BLOCK && bytes == SMALL && op == Op.READS && depth != 4;
                    add("native by threads", floor.by(How.NATIVE), floor.by(How.THREADS), headline);
                    add("io_uring by native", floor.by(How.IO_URING), floor.by(How.NATIVE), headline);
                    add("io_uring by threads", floor.by(How.IO_URING), floor.by(How.THREADS), false);
                    add("native by the floor", floor.by(How.NATIVE), floor, headline);
                    add("io_uring by the floor", floor.by(How.IO_URING), floor, headline);
                }
            }
        }
    }

    private void volumeMode() {
        for (Op op : Op.values()) {
            for (int depth : depths) {
                Case file = Case.raw(Ground.FILE, How.NATIVE, op, SMALL, depth);
                add("block by file", file.on(Ground.BLOCK), file, op == Op.WRITES);
            }
        }
    }

    private void format(Ground ground) {
        for (int bytes : sizes) {
            for (int depth : full ? List.of(1, 32) : List.of(32)) {
                Case raw = Case.raw(ground, How.NATIVE, Op.WRITES, bytes, depth);
                for (Image image : Image.values()) {
                    if (image != Image.RAW) {
                        String name = image.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " by raw";
                        add(name, raw.of(image), raw, ground == Ground.DISK && bytes == SMALL && depth == 32);
                    }
                }
            }
        }
        Case raw = Case.raw(ground, How.NATIVE, Op.READS, SMALL, 32);
        add("overlay by raw", raw.of(Image.OVERLAY), raw, false);
        add("qcow2 by raw", raw.of(Image.QCOW2), raw, false);
    }

    private void cache(Ground ground) {
        for (int depth : full ? List.of(1, 32) : List.of(1)) {
            boolean headline = ground == Ground.DISK;
            Case threads = Case.raw(ground, How.THREADS, Op.WRITES, SMALL, depth);
            Case flushed = threads.with(Cache.NONE_FLUSHED);
            add("none by writeback, flushed", flushed, threads.with(Cache.WRITEBACK_FLUSHED), headline);
            add("none, flushed, by writethrough", flushed, threads.with(Cache.WRITETHROUGH), headline && depth == 1);
            add("none by writeback, not flushed", threads, threads.with(Cache.WRITEBACK), false);
            Case cached = Case.raw(ground, How.THREADS, Op.READS, SMALL, depth).with(Cache.WRITEBACK);
            add("none by writeback, read before", cached.with(Cache.NONE), cached, false);
        }
    }

    /** What a guest that believes in sectors of 512 bytes costs on a disk that has larger ones. */
    private void sectors() {
        for (Op op : Op.values()) {
            Case whole = Case.raw(Ground.BLOCK_4K, How.NATIVE, op, SMALL, 1);
            Case part = Case.raw(Ground.BLOCK_4K, How.NATIVE, op, SECTOR, 1);
            add("512 bytes by a whole sector", part, whole, op == Op.WRITES);
        }
    }

    private void add(String name, Case of, Case against, boolean headline) {
        String below = of.ground() == against.ground() ? ", " + of.ground().words : "";
        String load = of.bytes() == against.bytes()
                ? ", " + of.load()
                : ", " + of.op().name().toLowerCase(Locale.ROOT);
        all.add(new Contrast(name + below + load, of, against, headline));
    }
}
