package dev.shortpath.probe;

import dev.shortpath.facts.Excerpt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values of the tree: what is not as it must be is a problem and no value. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Tree tree;

    Values(Tree tree) {
        this.tree = tree;
    }

    Tree tree() {
        return tree;
    }

    /** A whole number of `least` and above. */
    Seen<Integer> number(String path, int least) {
        return number(path, tree.text(path), least);
    }

    Seen<Integer> neededNumber(String path, int least) {
        return number(path, tree.needed(path), least);
    }

    private Seen<Integer> number(String path, Seen<String> text, int least) {
        return text.then(t -> {
            if (!NUMBER.matcher(t).matches()) {
                return wrong(path, "not a number", t);
            }
            int number = Integer.parseInt(t);
            return number < least ? wrong(path, "a number below " + least, t) : Seen.there(number);
        });
    }

    /** A kernel parameter: Y or N. */
    Seen<Boolean> flag(String path) {
        return tree.text(path).then(t -> switch (t) {
            case "Y" -> Seen.there(true);
            case "N" -> Seen.there(false);
            default -> wrong(path, "neither Y nor N", t);
        });
    }

    /** A text that the pattern takes whole; its first group is the value. `what` names what it should be. */
    Seen<String> word(String path, Seen<String> text, Pattern pattern, String what) {
        return text.then(t -> {
            Matcher matcher = pattern.matcher(t);
            return matcher.matches() ? Seen.there(matcher.group(1)) : wrong(path, "not " + what, t);
        });
    }

    /** What a link leads to, where the pattern takes its target whole; the first group is the value. */
    Seen<String> link(String path, Pattern pattern, String what) {
        return word(path, tree.link(path), pattern, what);
    }

    /** A name that a device gives itself, at most `most` characters; absent where it is empty or the kernel's `(null)`. */
    Optional<String> name(String path, int most) {
        Optional<String> text =
                tree.needed(path).value().map(t -> Problems.printable(t).strip());
        if (text.filter(t -> t.isEmpty() || t.equals("(null)")).isPresent()) {
            tree.problem(path, "says nothing: " + Problems.excerpt(text.get()));
            return Optional.empty();
        }
        text.filter(t -> t.length() > most)
                .ifPresent(t -> tree.problem(path, "has more than " + most + " characters; the rest is left out"));
        return text.map(t -> Excerpt.of(t, most));
    }

    private <T> Seen<T> wrong(String path, String what, String text) {
        tree.problem(path, what + ": " + Problems.excerpt(text));
        return Seen.unreadable();
    }
}
