package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Packs the objects of one kind. The first few are the dictionary of all that follow (zlib's preset dictionary, RFC 1950, 2.2):
 * VMs that came of the same template differ in little, and keys and messages are the same in all.
 */
final class Packing {
    /** More makes them hardly smaller, and each must be gone through to pack an object; deflate looks back 32 KiB at most. */
    private static final int DICTIONARY = 12 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private byte[] dictionary = {};

    /** The tree as it is now. */
    synchronized Packed pack(ObjectNode tree) {
        try {
            byte[] json = JSON.writeValueAsBytes(tree);
            Packed packed = new Packed(deflate(json), json.length, dictionary);
            learn(json);
            return packed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] deflate(byte[] json) {
        deflater.reset();
        deflater.setDictionary(dictionary);
        deflater.setInput(json);
        deflater.finish();
        var out = new ByteArrayOutputStream(json.length / 8);
        byte[] piece = new byte[1024];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        return out.toByteArray();
    }

    /** What was packed before goes on with the dictionary that it was packed with. */
    private void learn(byte[] json) {
        int known = dictionary.length;
        if (known < DICTIONARY) {
            byte[] more = Arrays.copyOf(dictionary, Math.min(DICTIONARY, known + json.length));
            System.arraycopy(json, 0, more, known, more.length - known);
            dictionary = more;
        }
    }
}
