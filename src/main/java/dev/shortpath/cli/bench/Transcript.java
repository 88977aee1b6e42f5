package dev.shortpath.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shortpath.kubevirt.Trial.Side;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What both guests said on their serial consoles. Others write there too, so that a line counts only with its checksum, and one
 * that is heard twice counts once.
 */
final class Transcript {
    private static final Pattern LINE = Pattern.compile("shortpath-bench ([0-9a-f]{8}) (\\{.*\\})");
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Side, SortedMap<Integer, Round>> rounds = new EnumMap<>(Side.class);
    private final Map<Side, Double> ready = new EnumMap<>(Side.class);

    /** What a line says. */
    enum Said {
        /** Nothing of ours, or spoilt on its way. */
        NOTHING,
        READY,
        ROUND,
        /** The guest gave up. */
        FAILED,
        /** Its time is over. */
        ENDED
    }

    Transcript() {
        for (Side side : Side.values()) {
            rounds.put(side, new TreeMap<>());
        }
    }

    /** A line of a console; `why` of a guest that failed is what {@link #why} gives. */
    synchronized Said hear(Side side, String line) {
        Optional<JsonNode> heard = read(line);
        if (heard.isEmpty()) {
            return Said.NOTHING;
        }
        JsonNode said = heard.get();
        if (said.has("failed")) {
            return Said.FAILED;
        }
        if (said.has("ended") && !said.has("turn")) {
            return Said.ENDED;
        }
        if (said.has("ready")) {
            ready.put(side, said.path("ready").asDouble());
            return Said.READY;
        }
        Round round = round(said);
        if (round.rate() <= 0 || round.median() <= 0 || round.slow() <= 0) {
            return Said.NOTHING;
        }
        return rounds.get(side).put(round.number(), round) == null ? Said.ROUND : Said.NOTHING;
    }

    /** Why a guest gave up, in its words. */
    static String why(String line) {
        return read(line).map(said -> said.path("failed").asText()).orElse("");
    }

    /** The rounds of a side that count: from when both were ready on, with the other's of the same turn, the first so many. */
    synchronized List<Round> counting(Side side, int most) {
        if (ready.size() < Side.values().length) {
            return List.of();
        }
        double both = ready.values().stream().mapToDouble(d -> d).max().orElseThrow();
        return rounds.get(side).values().stream()
                .filter(r -> rounds.values().stream()
                        .allMatch(of ->
                                of.containsKey(r.number()) && of.get(r.number()).began() >= both))
                .limit(most)
                .toList();
    }

    private static Optional<JsonNode> read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        CRC32 sum = new CRC32();
        sum.update(matcher.group(2).getBytes(StandardCharsets.UTF_8));
        if (sum.getValue() != Long.parseLong(matcher.group(1), 16)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(matcher.group(2)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Round round(JsonNode said) {
        return new Round(
                said.path("turn").asInt(),
                said.path("began").asDouble(),
                said.path("ended").asDouble(),
                said.path("rate").asDouble(),
                said.path("median").asDouble(),
                said.path("slow").asDouble());
    }
}
