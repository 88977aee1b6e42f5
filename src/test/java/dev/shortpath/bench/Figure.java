package dev.shortpath.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * One measured number.
 *
 * @param what in a few words, with the size that it was measured at
 * @param unit e.g. `s`, `MiB`, `VMs/s`; empty for a ratio
 * @param goal what it should be; empty where there is none
 * @param spread of the runs that it is of; empty where it was measured once
 * @param told what a comparison came to: `more`, `less`, or `none` where the difference is within the noise
 */
record Figure(
        String what, double value, String unit, Optional<Goal> goal, Optional<Spread> spread, Optional<String> told) {
    /** A bound that a figure should keep, itself included. */
    record Goal(Side side, double bound) {
        enum Side {
            AT_LEAST(">="),
            AT_MOST("<="),
            EXACTLY("=");

            private final String sign;

            Side(String sign) {
                this.sign = sign;
            }
        }

        boolean reached(double value) {
            return switch (side) {
                case AT_LEAST -> value >= bound;
                case AT_MOST -> value <= bound;
                case EXACTLY -> value == bound;
            };
        }

        @Override
        public String toString() {
            return side.sign + " " + number(bound);
        }
    }

    static Figure of(String what, double value, String unit) {
        return new Figure(what, value, unit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The median of what was measured, with its spread. */
    static Figure of(String what, Spread spread, String unit) {
        return new Figure(what, spread.median(), unit, Optional.empty(), Optional.of(spread), Optional.empty());
    }

    /** Of these runs together. */
    Figure of(Spread runs) {
        return new Figure(what, value, unit, goal, Optional.of(runs), told);
    }

    Figure told(String difference) {
        return new Figure(what, value, unit, goal, spread, Optional.of(difference));
    }

    Figure atLeast(double bound) {
        return with(Goal.Side.AT_LEAST, bound);
    }

    Figure atMost(double bound) {
        return with(Goal.Side.AT_MOST, bound);
    }

    Figure exactly(double bound) {
        return with(Goal.Side.EXACTLY, bound);
    }

    private Figure with(Goal.Side side, double bound) {
        return new Figure(what, value, unit, Optional.of(new Goal(side, bound)), spread, told);
    }

    /** `reached`, `missed`, what a comparison came to, or nothing. */
    String verdict() {
        return goal.map(g -> g.reached(value) ? "reached" : "missed")
                .or(() -> told)
                .orElse("");
    }

    /** Three digits that count; whole numbers from 100 on. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    ObjectNode json(ObjectNode into) {
        into.put("what", what).put("value", value).put("unit", unit);
        spread.ifPresent(s -> into.put("least", s.least()).put("most", s.most()).put("runs", s.sorted().length));
        told.ifPresent(t -> into.put("difference", t));
        goal.ifPresent(g -> into.put("goal", g.toString()).put("reached", g.reached(value)));
        return into;
    }
}
