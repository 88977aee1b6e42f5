package dev.shortpath.plan.node;

import java.util.Optional;

/** What a probe's report says of one label; a label of which there is no finding is not known. */
sealed interface Finding {
    /** The value to write, given the one that stands; empty: the label goes. */
    Optional<String> value(Optional<String> standing);

    /** The probe saw this. */
    record Is(String seen) implements Finding {
        @Override
        public Optional<String> value(Optional<String> standing) {
            return Optional.of(seen);
        }
    }

    /** The probe saw that there is nothing which the label could say. */
    record Nothing() implements Finding {
        @Override
        public Optional<String> value(Optional<String> standing) {
            return Optional.empty();
        }
    }

    /** At least and at most so many: what the probe could not tell of a function takes nothing from the number that stands. */
    record Between(int least, int most) implements Finding {
        static final Between NONE = new Between(0, 0);

        Between and(Between other) {
            return new Between(least + other.least, most + other.most);
        }

        static Between max(Between a, Between b) {
            return new Between(Math.max(a.least, b.least), Math.max(a.most, b.most));
        }

        @Override
        public Optional<String> value(Optional<String> standing) {
            int number = standing.filter(s -> s.matches("\\d{1,9}"))
                    .map(Integer::parseInt)
                    .map(n -> Math.clamp(n, least, most))
                    .orElse(least);
            return Optional.of(String.valueOf(number));
        }
    }
}
