package dev.shortpath.plan.rollout;

import dev.shortpath.api.Day;
import dev.shortpath.api.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Whether a window is open, and when that changes.
 *
 * <p>A window opens once on each of its days and stays open for its minutes, whatever the clocks do meanwhile. A start that the
 * clocks skip is as much later as they skip; of a start that comes twice the first counts.
 *
 * @param until when it closes, or opens next; empty: never
 */
public record Opening(boolean open, Optional<Instant> until) {
    private static final Opening ALWAYS = new Opening(true, Optional.empty());

    /** A week and more: a day that a time zone skips as a whole does not hide the next one. */
    private static final int DAYS = 15;

    static Opening at(Window window, Instant now) {
        if (window == null) {
            return ALWAYS;
        }
        Optional<ZoneId> zone = zone(window);
        if (zone.isEmpty()) {
            return new Opening(false, Optional.empty());
        }
        LocalDate first = now.atZone(zone.get()).toLocalDate().minusDays(2);
        Duration length = Duration.ofMinutes(window.durationMinutes());
        List<Instant> starts = first.datesUntil(first.plusDays(DAYS))
                .filter(d -> takes(window, d.getDayOfWeek()))
                .map(d -> ZonedDateTime.of(d, LocalTime.parse(window.start()), zone.get())
                        .toInstant())
                .toList();
        Optional<Instant> end = starts.stream()
                .filter(s -> !s.isAfter(now) && now.isBefore(s.plus(length)))
                .map(s -> s.plus(length))
                .reduce((a, b) -> b);
        return end.isPresent()
                ? new Opening(true, end)
                : new Opening(false, starts.stream().filter(s -> s.isAfter(now)).findFirst());
    }

    /** The window's time zone; empty where there is none of that name. */
    public static Optional<ZoneId> zone(Window window) {
        try {
            return Optional.of(ZoneId.of(window.timeZone() == null ? "UTC" : window.timeZone()));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static boolean takes(Window window, DayOfWeek day) {
        return window.days() == null || window.days().isEmpty() || window.days().contains(Day.values()[day.ordinal()]);
    }
}
