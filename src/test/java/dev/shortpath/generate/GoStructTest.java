package dev.shortpath.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shortpath.generate.GoField.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoStructTest {
    @Test
    void aFieldIsReadWithHowItIsHeld() {
        assertThat(GoStruct.parse("""
                        DomainDisk
                          XMLName name
                          Device string
                          # a comment

                          Boot *DomainBoot
                          Labels []DomainLabel
                          Command *DomainCommand

                        DomainBoot
                          Order uint
                        """))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "DomainDisk",
                        new GoStruct(
                                "DomainDisk",
                                List.of(
                                        new GoField("XMLName", Kind.NAME, "name"),
                                        new GoField("Device", Kind.PLAIN, "string"),
                                        new GoField("Boot", Kind.POINTER, "DomainBoot"),
                                        new GoField("Labels", Kind.LIST, "DomainLabel"),
                                        new GoField("Command", Kind.POINTER, "DomainCommand"))),
                        "DomainBoot",
                        new GoStruct("DomainBoot", List.of(new GoField("Order", Kind.PLAIN, "uint")))));
    }

    @Test
    void aFormThatNobodyThoughtAboutIsNotGuessed() {
        assertThatThrownBy(() -> GoField.parse("DomainDisk", "Boot DomainBoot"))
                .hasMessage(
                        "DomainDisk.Boot is a DomainBoot and neither a pointer, a list nor one of [bool, int, int64, string,"
                                + " uint, uint64]: say how it is to be copied");
        assertThatThrownBy(() -> GoField.parse("DomainDisk", "Labels map[string]string"))
                .hasMessage("DomainDisk: `Labels map[string]string` is no field of the form NAME TYPE");
    }

    @Test
    void everyFieldIsRestatedPointersGuardedListsAndValuesAsTheyAre() {
        GoStruct struct = GoStruct.parse("""
                        DomainThing
                          XMLName name
                          Name string
                          Count *uint
                          Parts []Part
                          IO string
                        """).get("DomainThing");
        assertThat(new Restated(struct, "t", Map.of("IO", "\"io_uring\"")).cel(2))
                .isEqualTo("""
                        DomainThing{
                            Name: t.Name,
                            Count: has(t.Count) ? dyn(t.Count) : dyn(null),
                            Parts: t.Parts,
                            IO: "io_uring"
                          }""");
    }

    @Test
    void aChangeOfAFieldThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> new Restated(new GoStruct("DomainThing", List.of()), "t", Map.of("IO", "\"io_uring\"")))
                .hasMessage("DomainThing has no field IO");
    }
}
