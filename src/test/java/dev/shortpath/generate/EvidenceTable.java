package dev.shortpath.generate;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What each rule of the planner rests on, as src/test/resources/evidence/evidence.yaml has it.
 *
 * @param places the beginnings of links, by their names
 * @param rules claims, by the name of the rule that makes them
 */
record EvidenceTable(Map<String, String> places, Map<String, List<Claim>> rules) {
    static final String FILE = "src/test/resources/evidence/evidence.yaml";

    /**
     * @param figures names in the results of a measurement; may be absent
     * @param sources published ones; may be absent
     * @param neither why there is none of both; null where there is one
     * @param rate what the claim makes of the figures' rates: `more`, `less` or `none`; null where there are no figures
     */
    record Claim(String says, List<String> figures, List<Source> sources, String neither, String rate) {
        Claim {
            if ((figures == null) != (rate == null)
                    || rate != null && !List.of("more", "less", "none").contains(rate)) {
                throw new IllegalArgumentException(FILE + ": claim '" + says + "' has rate '" + rate
                        + "'; with figures it must be more, less or none, and without them there is none");
            }
            figures = figures == null ? List.of() : figures;
            sources = sources == null ? List.of() : sources;
            boolean rests = !figures.isEmpty() || !sources.isEmpty();
            if (rests == (neither != null)) {
                throw new IllegalArgumentException(FILE + ": claim '" + says
                        + "' must have figures or sources, or else say under `neither` why it has none");
            }
        }
    }

    /** @param link a whole address, or PLACE:PATH */
    record Source(String what, String link) {}

    static EvidenceTable read() {
        try {
            return new YAMLMapper().readValue(Files.readString(Path.of(FILE)), EvidenceTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(Source source) {
        String[] parts = source.link().split(":", 2);
        if (parts[0].equals("https")) {
            return source.link();
        }
        String place = places.get(parts[0]);
        if (place == null) {
            throw new IllegalArgumentException(FILE + ": link '" + source.link() + "' begins with none of "
                    + places.keySet() + " and is no https address");
        }
        return place + parts[1];
    }
}
