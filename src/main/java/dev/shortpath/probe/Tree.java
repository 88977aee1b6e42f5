package dev.shortpath.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file tree, read only and within limits. Paths are relative to the root, parted by `/`. Nothing here throws: what is there
 * and cannot be read is {@link Seen.Unreadable}, and named among the problems.
 */
final class Tree {
    private final Trail trail;
    private final Limits limits;
    private final Problems problems;
    private long bytes;

    Tree(Path root, Limits limits, Problems problems) {
        this.trail = new Trail(root, limits);
        this.limits = limits;
        this.problems = problems;
    }

    /** Entries of a directory by name, in their natural order (nvme2 before nvme10). */
    record Listing(List<String> names, boolean complete) {}

    private interface Look<T> {
        T at() throws IOException;
    }

    /** The text of a file that some kernels do not have, without the white space around it. */
    Seen<String> text(String path) {
        return seen(path, () -> read(path, limits.fileBytes()));
    }

    /** The text of a file that should be there. */
    Seen<String> needed(String path) {
        return missed(path, text(path));
    }

    /** As {@link #text}, of a table that has a line for each of many things. */
    Seen<String> table(String path) {
        return seen(path, () -> read(path, limits.tableBytes()));
    }

    Seen<Listing> list(String path) {
        return seen(path, () -> entries(path));
    }

    Seen<Listing> neededList(String path) {
        return missed(path, list(path));
    }

    /** Whether there is anything at all of this name, a link that leads nowhere included. */
    Seen<Boolean> isThere(String path) {
        return seen(path, () -> {
            trail.attributes(trail.unfollowed(path));
            return true;
        });
    }

    /** Where a link leads, as it is written there; the link is not followed, since its target may be outside of a recording. */
    Seen<String> link(String path) {
        return seen(path, () -> {
            Path link = trail.unfollowed(path);
            if (!trail.attributes(link).isSymbolicLink()) {
                throw new Odd("is no link, where one belongs");
            }
            return trail.target(link).toString();
        });
    }

    void problem(String path, String what) {
        problems.add(path, what);
    }

    /** Steps taken so far; see {@link Limits#steps}. */
    int steps() {
        return trail.steps();
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
    }

    private <T> Seen<T> missed(String path, Seen<T> seen) {
        if (seen.isMissing()) {
            problems.add(path, "is not there");
        }
        return seen;
    }

    private <T> Seen<T> seen(String path, Look<T> look) {
        try {
            return Seen.there(look.at());
        } catch (NoSuchFileException e) {
            return Seen.missing();
        } catch (Trail.Spent e) {
            problems.add("/", e.getMessage());
        } catch (IOException e) {
            problems.add(path, Odd.reason(e));
        } catch (InvalidPathException e) {
            problems.add(path, "has a name that is no text");
        } catch (DirectoryIteratorException e) {
            problems.add(path, Odd.reason(e.getCause()));
        }
        return Seen.unreadable();
    }

    private String read(String path, int most) throws IOException {
        Path file = trail.followed(path);
        BasicFileAttributes attributes = trail.attributes(file);
        if (attributes.isDirectory()) {
            throw new Odd("is a directory, where a file belongs");
        }
        // Opening a FIFO would wait for its writer, and reading a device may do anything.
        if (!attributes.isRegularFile()) {
            throw new Odd("is no plain file but a pipe, a socket or a device");
        }
        trail.spend(1);
        int room = (int) Math.min(most, limits.bytes() - bytes);
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(room + 1, 8192));
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (channel.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    if (buffer.capacity() > room) {
                        break;
                    }
                    buffer = ByteBuffer.allocate(Math.min(room + 1, buffer.capacity() * 4))
                            .put(buffer.flip());
                }
            }
        }
        bytes += buffer.position();
        if (buffer.position() > room) {
            throw new Odd(
                    room < most ? "is beyond the bytes that are read of a tree" : "is larger than " + most + " bytes");
        }
        return decoded(buffer.flip());
    }

    private static String decoded(ByteBuffer bytes) throws Odd {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
                throw new Odd("holds bytes that are no text");
            }
            return text.strip();
        } catch (CharacterCodingException e) {
            throw new Odd("holds bytes that are no text");
        }
    }

    private Listing entries(String path) throws IOException {
        Path directory = trail.followed(path);
        if (!trail.attributes(directory).isDirectory()) {
            throw new Odd("is no directory, where one belongs");
        }
        List<String> names = new ArrayList<>();
        boolean complete = true;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (names.size() == limits.entries()) {
                    problems.add(path, "has more than " + limits.entries() + " entries; the rest was not looked at");
                    complete = false;
                    break;
                }
                trail.spend(1);
                names.add(entry.getFileName().toString());
            }
        }
        names.sort(Natural.ORDER);
        return new Listing(List.copyOf(names), complete);
    }
}
