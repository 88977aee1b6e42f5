package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedNoteTest {
    private static final Applied CONTRACT = new Applied(
            true,
            Optional.empty(),
            Optional.of("shop/orders-db"),
            "database",
            OnRemoval.RESTORE,
            List.of(
                    entry("data", Field.IO, "native", "threads"),
                    entry("data", Field.IO_URING, "io_uring", null),
                    entry(null, Field.MULTI_QUEUE, "Always", null)),
            List.of("/spec/template/spec/domain/ioThreads"),
            Optional.of("restore-1"));

    private static Applied.Entry entry(String disk, Field field, String to, String was) {
        return new Applied.Entry(Optional.ofNullable(disk), field, to, Optional.ofNullable(was));
    }

    @Test
    void writesTheContractsForm() {
        assertThat(AppliedNote.write(CONTRACT))
                .isEqualTo(
                        "{\"v\":1,\"vm\":\"shop/orders-db\",\"profile\":\"database\",\"onRemoval\":\"Restore\",\"set\":["
                                + "{\"disk\":\"data\",\"field\":\"io\",\"to\":\"native\",\"was\":\"threads\"},"
                                + "{\"disk\":\"data\",\"field\":\"ioUring\"},"
                                + "{\"field\":\"multiQueue\",\"to\":\"Always\"}],"
                                + "\"made\":[\"/spec/template/spec/domain/ioThreads\"],\"restore\":\"restore-1\"}");
    }

    @Test
    void leavesOutWhatHasNothingToSay() {
        Applied unnamed = new Applied(
                true, Optional.empty(), Optional.empty(), "p", OnRemoval.KEEP, List.of(), List.of(), Optional.empty());
        assertThat(AppliedNote.write(unnamed))
                .isEqualTo("{\"v\":1,\"profile\":\"p\",\"onRemoval\":\"Keep\",\"set\":[]}");
    }

    @Test
    void readsNothingWhereThereIsNoAnnotation() {
        assertThat(AppliedNote.read(Optional.empty())).isEqualTo(Applied.NONE);
    }

    @Property
    void readsWhatItWrote(@ForAll("records") Applied applied) {
        assertThat(AppliedNote.read(Optional.of(AppliedNote.write(applied)))).isEqualTo(applied);
    }

    @Provide
    Arbitrary<Applied> records() {
        Arbitrary<String> words = Arbitraries.strings().ofMinLength(0).ofMaxLength(12);
        Arbitrary<Field> fields = Arbitraries.of(
                Field.BUS,
                Field.IO,
                Field.CACHE,
                Field.BLOCK_SIZE,
                Field.VOLUME_MODE,
                Field.EVICTION,
                Field.PASSTHROUGH);
        Arbitrary<Applied.Entry> entries = Combinators.combine(fields, words, words, words.optional())
                .as((field, disk, to, was) -> new Applied.Entry(
                        Optional.of(disk).filter(d -> field.scope() != Field.Scope.VM), field, to, was));
        return Combinators.combine(
                        words.optional(),
                        words,
                        Arbitraries.of(OnRemoval.class),
                        entries.list().ofMaxSize(5),
                        words.list().ofMaxSize(3),
                        words.optional())
                .as((vm, profile, onRemoval, set, made, restore) ->
                        new Applied(true, Optional.empty(), vm, profile, onRemoval, set, made, restore));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io=native|is not JSON",
                "''|is not a JSON object",
                "{\"v\":1}{\"v\":1}|is not JSON",
                "{\"v\":1,\"v\":1}|is not JSON",
                "[]|is not a JSON object",
                "{}|is not of version 1",
                "{\"v\":2}|is not of version 1",
                "{\"v\":\"1\"}|is not of version 1",
                "{\"v\":1,\"set\":{}}|has no list under set",
                "{\"v\":1,\"set\":[7]}|has an entry without a field",
                "{\"v\":1,\"set\":[{\"field\":\"speed\",\"to\":\"9\"}]}|names the field speed",
                "{\"v\":1,\"set\":[{\"disk\":\"d\",\"field\":\"disks\",\"to\":\"9\"}]}|names the field disks",
                "{\"v\":1,\"set\":[{\"field\":\"io\",\"to\":\"native\"}]}|has an entry for io without a disk",
                "{\"v\":1,\"set\":[{\"disk\":\"d\",\"field\":\"multiQueue\",\"to\":\"Always\"}]}|with a disk",
                "{\"v\":1,\"set\":[{\"disk\":\"d\",\"field\":\"io\"}]}|has an entry for io without a value",
                "{\"v\":1,\"set\":[{\"disk\":\"d\",\"field\":\"io\",\"to\":9}]}|something else than a text under to",
                "{\"v\":1,\"made\":[{}]}|something else than a text under made",
                "{\"v\":1,\"vm\":null}|something else than a text under vm",
                "{\"v\":1,\"onRemoval\":\"Maybe\"}|neither Restore nor Keep",
            })
    void saysWhyANoteCannotBeRead(String note, String why) {
        Applied applied = AppliedNote.read(Optional.of(note));
        assertThat(applied.present()).isTrue();
        assertThat(applied.entries()).isEmpty();
        assertThat(applied.problem().orElseThrow())
                .startsWith("The annotation shortpath.dev/applied ")
                .contains(why)
                .endsWith("nothing is written to the VM until somebody restores the annotation or takes it away.");
    }

    @ParameterizedTest
    @ValueSource(ints = {Applied.MOST_BYTES, Applied.MOST_BYTES + 1})
    void readsNoNoteThatIsTooLong(int bytes) {
        String head = "{\"v\":1,\"profile\":\"p\",\"restore\":\"";
        String note = head + "x".repeat(bytes - head.length() - 2) + "\"}";
        boolean readable = AppliedNote.read(Optional.of(note)).problem().isEmpty();
        assertThat(readable).isEqualTo(bytes <= Applied.MOST_BYTES);
    }
}
