package dev.shortpath.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of the NBD protocol that reads one export at random, so many requests at a time, until its connection ends. fio's own
 * opens a connection to ask for the size and closes it again, at which Debian 12's qemu-storage-daemon aborts (QEMU 7.2,
 * blockdev-nbd.c) where an I/O thread serves it.
 */
final class NbdReader implements Runnable, AutoCloseable {
    private static final int BYTES = 4 << 10;
    private static final int REPLY = 16 + BYTES;
    private static final long OPTION = 0x49484156454F5054L;
    private static final int REQUEST = 0x25609513;
    private static final int ANSWER = 0x67446698;

    private final SocketChannel channel;
    private final String export;
    private final int depth;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean closed;

    NbdReader(Path socket, String export, int depth) throws IOException {
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        this.export = export;
        this.depth = depth;
    }

    long done() {
        return done.get();
    }

    @Override
    public void run() {
        try {
            read(handshake());
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @return the export's size */
    private long handshake() throws IOException {
        // Two magic numbers, and flags that ask for nothing.
        take(18);
        byte[] name = export.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer wish = ByteBuffer.allocate(20 + name.length);
        wish.putInt(3).putLong(OPTION).putInt(1).putInt(name.length).put(name);
        send(wish.flip());
        return take(10).getLong();
    }

    private void read(long size) throws IOException {
        Random random = new Random(export.hashCode());
        ByteBuffer replies = ByteBuffer.allocateDirect(depth * REPLY);
        ByteBuffer requests = ByteBuffer.allocateDirect(depth * 28);
        int next = depth;
        while (!closed) {
            for (int i = 0; i < next; i++) {
                long offset = random.nextLong(size / BYTES) * BYTES;
                requests.putInt(REQUEST).putInt(0).putLong(i).putLong(offset).putInt(BYTES);
            }
            send(requests.flip());
            requests.clear();
            next = 0;
            while (next == 0) {
                if (channel.read(replies) < 0) {
                    throw new EOFException("the server of export " + export + " is gone");
                }
                replies.flip();
                while (replies.remaining() >= REPLY) {
                    int start = replies.position();
                    if (replies.getInt() != ANSWER || replies.getInt() != 0) {
                        throw new IOException("export " + export + " answers a read with an error");
                    }
                    replies.position(start + REPLY);
                    next++;
                }
                replies.compact();
            }
            done.addAndGet(next);
        }
    }

    private ByteBuffer take(int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the server of export " + export + " is gone");
            }
        }
        return into.flip();
    }

    private void send(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }
}
