package dev.shortpath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.AppliedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static Applied record(int entries, String was) {
        List<Applied.Entry> set = IntStream.range(0, entries)
                .mapToObj(i -> new Applied.Entry(Optional.of("data-" + i), Field.BLOCK_SIZE, "b4096", Optional.of(was)))
                .toList();
        return new Applied(
                true,
                Optional.empty(),
                Optional.of("shop/orders"),
                "database",
                OnRemoval.RESTORE,
                set,
                List.of(),
                Optional.empty());
    }

    @Test
    void neverCountsFewerBytesThanTheNoteHasAndNotManyMore() {
        Applied record = record(256, "{\"custom\":{\"logical\":512,\"physical\":4096}}");
        int written = AppliedNote.write(record).getBytes(StandardCharsets.UTF_8).length;
        assertThat(Remembered.bytes(record)).isBetween(written, written + written / 10);
    }

    @Test
    void aNoteOfMoreThan128KiBIsTooLong() {
        int room = Remembered.room(Map.of());
        assertThat(room).isEqualTo(Applied.MOST_BYTES);
        assertThat(Remembered.tooLong(record(256, "match"), room)).isFalse();
        assertThat(Remembered.tooLong(record(2000, "match"), room)).isTrue();
    }

    @Test
    void whatTheVmCarriesLeavesLessRoom() {
        Map<String, String> large = Map.of("note", "x".repeat(250_000), "shortpath.dev/applied", "x".repeat(50_000));
        int room = Remembered.room(large);
        assertThat(room).isEqualTo(256 * 1024 - 250_004 - "shortpath.dev/applied".length());
        assertThat(Remembered.tooLong(record(10, "match"), room)).isFalse();
        assertThat(Remembered.tooLong(record(256, "match"), room)).isTrue();
        assertThat(Remembered.room(Map.of("note", "x".repeat(300_000)))).isZero();
    }
}
