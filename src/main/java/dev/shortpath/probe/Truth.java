package dev.shortpath.probe;

import java.util.Optional;

/** And, or, where it may be that nobody knows: empty. */
final class Truth {
    private Truth() {}

    static Optional<Boolean> and(Optional<Boolean> a, Optional<Boolean> b) {
        if (a.equals(Optional.of(false)) || b.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return a.isEmpty() || b.isEmpty() ? Optional.empty() : Optional.of(true);
    }

    static Optional<Boolean> or(Optional<Boolean> a, Optional<Boolean> b) {
        if (a.equals(Optional.of(true)) || b.equals(Optional.of(true))) {
            return Optional.of(true);
        }
        return a.isEmpty() || b.isEmpty() ? Optional.empty() : Optional.of(false);
    }
}
