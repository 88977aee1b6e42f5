package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An object as deflated JSON, made by {@link Packing}. Of a fleet's thousands few are looked at in any moment, and as a tree each
 * takes some hundred times as much.
 */
final class Packed implements Held {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadLocal<Inflater> INFLATERS = ThreadLocal.withInitial(() -> new Inflater(true));

    /** What this thread unpacked last: who visits a VM asks for the same object several times. */
    private static final ThreadLocal<WeakReference<Unpacked>> LAST =
            ThreadLocal.withInitial(() -> new WeakReference<>(null));

    private record Unpacked(Packed packed, ObjectNode tree) {}

    private final byte[] deflated;
    private final int length;
    private final byte[] dictionary;

    Packed(byte[] deflated, int length, byte[] dictionary) {
        this.deflated = deflated;
        this.length = length;
        this.dictionary = dictionary;
    }

    @Override
    public ObjectNode tree() {
        Unpacked last = LAST.get().get();
        if (last != null && last.packed() == this) {
            return last.tree();
        }
        ObjectNode tree = unpacked();
        LAST.set(new WeakReference<>(new Unpacked(this, tree)));
        return tree;
    }

    private ObjectNode unpacked() {
        byte[] json = new byte[length];
        Inflater inflater = INFLATERS.get();
        inflater.reset();
        inflater.setDictionary(dictionary);
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

    /** By the bytes, which differ where only the order of members does, or the dictionary. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Packed packed
                && dictionary == packed.dictionary
                && Arrays.equals(deflated, packed.deflated);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(deflated);
    }
}
