package dev.shortpath.admission;

/** Answers one kind of review. It knows nothing of HTTP, may take its time up to the door's deadline, and may throw. */
@FunctionalInterface
public interface Desk {
    Answer answer(Request request);
}
