package dev.shortpath.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows paths within a root, step by step. sysfs is full of relative links (`bus/pci/devices/0000:81:00.0` is one), so the system
 * cannot be forbidden to follow any and must not be left to follow all: a tree under another root than `/` could lead out of it.
 */
final class Trail {
    private static final int MOST_LINKS = 40;

    private final Path root;
    private final int most;
    /** Directories already walked to, by their path as asked for. */
    private final Map<String, Path> known = new HashMap<>();

    private int steps;

    Trail(Path root, Limits limits) {
        this.root = root;
        this.most = limits.steps();
    }

    /** All steps are taken. */
    static final class Spent extends Odd {
        private static final long serialVersionUID = 1L;

        Spent(int steps) {
            super("the tree is larger than " + steps + " steps; what was not seen by then is left out");
        }
    }

    void spend(int count) throws Spent {
        if (steps + count > most) {
            throw new Spent(most);
        }
        steps += count;
    }

    int steps() {
        return steps;
    }

    BasicFileAttributes attributes(Path place) throws IOException {
        spend(1);
        return Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    Path target(Path link) throws IOException {
        spend(1);
        return Files.readSymbolicLink(link);
    }

    /** The place of a path, whose last component is left as it is, were it a link. */
    Path unfollowed(String path) throws IOException {
        int cut = path.lastIndexOf('/');
        return cut < 0 ? root.resolve(path) : directory(path.substring(0, cut)).resolve(path.substring(cut + 1));
    }

    /** The place of a path after all links: itself no link, and within the root. */
    Path followed(String path) throws IOException {
        int cut = path.lastIndexOf('/');
        return cut < 0 ? walk(root, path) : walk(directory(path.substring(0, cut)), path.substring(cut + 1));
    }

    private Path directory(String path) throws IOException {
        Path place = known.get(path);
        if (place == null) {
            place = followed(path);
            known.put(path, place);
        }
        return place;
    }

    private Path walk(Path from, String path) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/")));
        Path at = from;
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                if (at.equals(root)) {
                    throw new Odd("leads out of the tree");
                }
                at = at.getParent();
            } else if (!name.isEmpty() && !name.equals(".")) {
                Path next = at.resolve(name);
                if (!attributes(next).isSymbolicLink()) {
                    at = next;
                } else if (++links > MOST_LINKS) {
                    throw new Odd("leads through links that go in a circle");
                } else {
                    ahead(target(next), ahead);
                }
            }
        }
        return at;
    }

    private static void ahead(Path target, Deque<String> ahead) throws Odd {
        if (target.isAbsolute()) {
            throw new Odd("leads out of the tree");
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.push(target.getName(i).toString());
        }
    }
}
