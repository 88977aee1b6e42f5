package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** When restarts may begin. */
public record Window(
        @JsonPropertyDescription(
                "The days on which the window opens: Mon, Tue, Wed, Thu, Fri, Sat, Sun. Every day when " + "left out.")
        @ListSet
        @Size(min = 1, max = 7)
        List<Day> days,

        @JsonPropertyDescription(
                "The time of day at which the window opens, HH:MM from \"00:00\" to \"23:59\", in quotes.")
        @Required
        @Size(max = 5)
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        String start,

        @JsonPropertyDescription("Minutes that the window is open, 1 to 1440; it may end on the next day.")
        @Required
        @Min(1)
        @Max(1440)
        Integer durationMinutes,

        @JsonPropertyDescription("The IANA time zone of days and start, such as Europe/Berlin. UTC when left out.")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$")
        String timeZone) {}
