package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Remembered;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of any two looks. */
class RememberingLawsTest {
    @Provide
    Arbitrary<StorageNodeStatus> looks() {
        Arbitrary<NvmeFunction> function = Combinators.combine(
                        Arbitraries.of("0000:01:00.0", "0000:02:00.0", "0000:03:00.0"),
                        Arbitraries.of("144d:a80a", "1b36:0010").injectNull(0.2),
                        Arbitraries.of("M", "N").injectNull(0.3),
                        Arbitraries.of("A", "B", "C").injectNull(0.4),
                        Arbitraries.of("nvme", "vfio-pci").injectNull(0.2))
                .as(Drives::function);
        return function.list()
                .ofMaxSize(3)
                .uniqueElements(NvmeFunction::address)
                .map(list -> Drives.drives(list.toArray(NvmeFunction[]::new)));
    }

    @Property
    void toMergeAgainChangesNothing(
            @ForAll("looks") StorageNodeStatus previous, @ForAll("looks") StorageNodeStatus seen) {
        Remembered once = Remembering.merge(previous, seen);
        Remembered twice = Remembering.merge(once.status(), seen);

        assertThat(twice.status()).isEqualTo(once.status());
        assertThat(twice.replaced()).isEmpty();
    }

    @Property
    void noNameIsMadeUp(@ForAll("looks") StorageNodeStatus previous, @ForAll("looks") StorageNodeStatus seen) {
        for (NvmeFunction made : Remembering.merge(previous, seen).status().nvme()) {
            List<NvmeFunction> there = Stream.of(previous, seen)
                    .flatMap(s -> s.nvme().stream())
                    .filter(f -> f.address().equals(made.address()))
                    .toList();
            assertThat(made.serial() == null
                            || there.stream().anyMatch(f -> made.serial().equals(f.serial())))
                    .isTrue();
            assertThat(made.model() == null
                            || there.stream().anyMatch(f -> made.model().equals(f.model())))
                    .isTrue();
        }
    }

    @Property
    void whatWasSeenStands(@ForAll("looks") StorageNodeStatus previous, @ForAll("looks") StorageNodeStatus seen) {
        StorageNodeStatus made = Remembering.merge(previous, seen).status();

        assertThat(made.nvme()).hasSameSizeAs(seen.nvme());
        for (int i = 0; i < seen.nvme().size(); i++) {
            NvmeFunction was = seen.nvme().get(i);
            NvmeFunction is = made.nvme().get(i);
            assertThat(is.address()).isEqualTo(was.address());
            assertThat(is.driver()).isEqualTo(was.driver());
            assertThat(was.serial() == null || was.serial().equals(is.serial())).isTrue();
            assertThat(was.model() == null || was.model().equals(is.model())).isTrue();
        }
    }

    @Property
    void aReplacementNamesTwoSerialsOfTheTwoLooks(
            @ForAll("looks") StorageNodeStatus previous, @ForAll("looks") StorageNodeStatus seen) {
        long contradictions = previous.nvme().stream()
                .flatMap(p -> seen.nvme().stream()
                        .filter(s -> s.address().equals(p.address()))
                        .filter(s -> Stream.of(p.serial(), s.serial()).allMatch(Objects::nonNull)
                                && !s.serial().equals(p.serial())))
                .count();

        assertThat(Remembering.merge(previous, seen).replaced())
                .hasSize((int) contradictions)
                .allMatch(r -> !r.before().equals(r.after()));
    }
}
