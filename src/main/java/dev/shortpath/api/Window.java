package dev.shortpath.api;

import java.util.List;

/** When restarts may begin. */
public record Window(List<Day> days, String start, Integer durationMinutes, String timeZone) {}
