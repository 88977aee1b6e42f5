package dev.shortpath.probe;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of looking at one place of the tree. That a thing is not there is a fact; that it could not be read is none,
 * and the two must not be taken for one another.
 */
sealed interface Seen<T> {
    /** It is there, and was understood. */
    record There<T>(T thing) implements Seen<T> {}

    /** The tree has no such thing. */
    record Missing<T>() implements Seen<T> {}

    /** It is there and could not be read or understood; the problems name it. */
    record Unreadable<T>() implements Seen<T> {}

    static <T> Seen<T> there(T thing) {
        return new There<>(thing);
    }

    static <T> Seen<T> missing() {
        return new Missing<>();
    }

    static <T> Seen<T> unreadable() {
        return new Unreadable<>();
    }

    default Optional<T> value() {
        return this instanceof There<T>(T thing) ? Optional.of(thing) : Optional.empty();
    }

    default boolean isMissing() {
        return this instanceof Missing<T>;
    }

    default boolean isUnreadable() {
        return this instanceof Unreadable<T>;
    }

    default <U> Seen<U> then(Function<T, Seen<U>> next) {
        return switch (this) {
            case There<T>(T thing) -> next.apply(thing);
            case Missing<T>() -> missing();
            case Unreadable<T>() -> unreadable();
        };
    }
}
