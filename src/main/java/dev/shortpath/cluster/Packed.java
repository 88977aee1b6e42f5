package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An object as deflated JSON. Of a fleet's thousands few are looked at in any moment, and as a tree each takes some twenty
 * times as much.
 */
final class Packed implements Held {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadLocal<Deflater> DEFLATERS =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_SPEED, true));
    private static final ThreadLocal<Inflater> INFLATERS = ThreadLocal.withInitial(() -> new Inflater(true));

    private final byte[] deflated;
    private final int length;

    private Packed(byte[] deflated, int length) {
        this.deflated = deflated;
        this.length = length;
    }

    static Packed of(ObjectNode tree) {
        try {
            byte[] json = JSON.writeValueAsBytes(tree);
            return new Packed(deflate(json), json.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflate(byte[] json) {
        Deflater deflater = DEFLATERS.get();
        deflater.reset();
        deflater.setInput(json);
        deflater.finish();
        var out = new ByteArrayOutputStream(json.length / 3);
        byte[] piece = new byte[1024];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        return out.toByteArray();
    }

    @Override
    public ObjectNode tree() {
        byte[] json = new byte[length];
        Inflater inflater = INFLATERS.get();
        inflater.reset();
        inflater.setInput(deflated);
        try {
            int read = inflater.inflate(json);
            if (read != length) {
                throw new IllegalStateException("a packed object of " + length + " bytes has " + read);
            }
            return (ObjectNode) JSON.readTree(json);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a packed object is spoilt", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the bytes, which differ where only the order of members does. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Packed packed && Arrays.equals(deflated, packed.deflated);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(deflated);
    }
}
