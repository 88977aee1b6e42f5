package dev.shortpath.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of values.yaml with the comment that stands above it.
 *
 * @param path its keys with dots between, as `--set` takes it
 */
record CommentedValue(String path, String comment) {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(.*)");

    /** Where it is in the tree. */
    String pointer() {
        return "/" + path.replace('.', '/');
    }

    /** All of a file's; a mapping of which a member has a comment is a chapter, and no value. */
    static List<CommentedValue> all(List<String> lines) {
        List<CommentedValue> found = new ArrayList<>();
        Deque<Matcher> within = new ArrayDeque<>();
        StringBuilder comment = new StringBuilder();
        int inside = Integer.MAX_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher key = KEY.matcher(line);
            if (line.isBlank()) {
                comment.setLength(0);
            } else if (line.strip().startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(line.strip().substring(1).strip());
                inside = Integer.MAX_VALUE;
            } else if (key.matches() && key.group(1).length() <= inside) {
                int depth = key.group(1).length();
                while (!within.isEmpty() && within.getLast().group(1).length() >= depth) {
                    within.removeLast();
                }
                within.addLast(key);
                if (!chapter(lines, i)) {
                    found.add(new CommentedValue(joined(within), comment.toString()));
                    inside = depth;
                } else {
                    inside = Integer.MAX_VALUE;
                }
                comment.setLength(0);
            }
        }
        return found;
    }

    /** Its members have comments, or are chapters themselves. */
    private static boolean chapter(List<String> lines, int at) {
        Matcher key = KEY.matcher(lines.get(at));
        if (!key.matches() || !key.group(3).isBlank() || at + 1 == lines.size()) {
            return false;
        }
        String next = lines.get(at + 1);
        boolean deeper = next.startsWith(key.group(1) + "  ");
        return deeper && (next.strip().startsWith("#") || chapter(lines, at + 1));
    }

    private static String joined(Deque<Matcher> keys) {
        return String.join(".", keys.stream().map(k -> k.group(2)).toList());
    }
}
