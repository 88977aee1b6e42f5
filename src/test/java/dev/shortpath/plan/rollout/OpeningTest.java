package dev.shortpath.plan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.Day;
import dev.shortpath.api.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows by the clocks of a place. */
class OpeningTest {
    private static Window window(String days, String start, int minutes, String zone) {
        List<Day> list = days == null
                ? null
                : Arrays.stream(days.split(" "))
                        .map(d -> Day.valueOf(d.toUpperCase()))
                        .toList();
        return new Window(list, start, minutes, zone);
    }

    @Test
    void no_window_is_always_open() {
        assertThat(Opening.at(null, Instant.EPOCH).open()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // An ordinary night, Saturday 2026-11-28; Berlin is an hour ahead of UTC.
        "Sat Sun, 02:00, 180, Europe/Berlin, 2026-11-28T00:59:59Z, false, 2026-11-28T01:00:00Z",
        "Sat Sun, 02:00, 180, Europe/Berlin, 2026-11-28T01:00:00Z, true, 2026-11-28T04:00:00Z",
        "Sat Sun, 02:00, 180, Europe/Berlin, 2026-11-28T03:59:59Z, true, 2026-11-28T04:00:00Z",
        "Sat Sun, 02:00, 180, Europe/Berlin, 2026-11-28T04:00:00Z, false, 2026-11-29T01:00:00Z",
        "Sat Sun, 02:00, 180, Europe/Berlin, 2026-11-29T04:00:00Z, false, 2026-12-05T01:00:00Z",
        // The day is the one on which it opens, and it may end on the next one.
        "Sun, 23:00, 180, UTC, 2026-11-30T01:59:00Z, true, 2026-11-30T02:00:00Z",
        "Sun, 23:00, 180, UTC, 2026-11-29T01:00:00Z, false, 2026-11-29T23:00:00Z",
        "Sun, 00:00, 1440, UTC, 2026-11-29T23:59:59Z, true, 2026-11-30T00:00:00Z",
        // Every day, all day: one window after the other.
        ", 12:00, 1440, , 2026-11-29T12:00:00Z, true, 2026-11-30T12:00:00Z",
        // 2026-03-29, 02:00 to 03:00 is skipped in Berlin: half past two is an hour later by the clock there.
        "Sun, 02:30, 60, Europe/Berlin, 2026-03-29T01:29:59Z, false, 2026-03-29T01:30:00Z",
        "Sun, 02:30, 60, Europe/Berlin, 2026-03-29T01:30:00Z, true, 2026-03-29T02:30:00Z",
        // A window across the change is as long as it says.
        "Sun, 01:00, 180, Europe/Berlin, 2026-03-29T02:59:59Z, true, 2026-03-29T03:00:00Z",
        "Sun, 01:00, 180, Europe/Berlin, 2026-10-25T01:59:59Z, true, 2026-10-25T02:00:00Z",
        // 2026-10-25, 02:00 to 03:00 comes twice in Berlin: it opens once, the first time.
        "Sun, 02:30, 30, Europe/Berlin, 2026-10-25T00:30:00Z, true, 2026-10-25T01:00:00Z",
        "Sun, 02:30, 30, Europe/Berlin, 2026-10-25T01:30:00Z, false, 2026-11-01T01:30:00Z",
        // The other half of the world, and a day that Samoa never had (2011-12-30, a Friday).
        "Mon, 01:00, 60, Pacific/Auckland, 2026-11-29T12:30:00Z, true, 2026-11-29T13:00:00Z",
        "Sat, 00:00, 60, Pacific/Apia, 2011-12-30T10:30:00Z, true, 2011-12-30T11:00:00Z",
    })
    void it_opens_and_closes(
            String days, String start, int minutes, String zone, String now, boolean open, String until) {
        Opening opening = Opening.at(window(days, start, minutes, zone), Instant.parse(now));

        assertThat(opening.open()).isEqualTo(open);
        assertThat(opening.until()).contains(Instant.parse(until));
    }

    @Test
    void a_zone_that_there_is_not_is_never_open() {
        Window window = window(null, "02:00", 60, "Europe/Bärlin");

        assertThat(Opening.zone(window)).isEmpty();
        assertThat(Opening.at(window, Roll.NOW)).isEqualTo(new Opening(false, Optional.empty()));
    }
}
