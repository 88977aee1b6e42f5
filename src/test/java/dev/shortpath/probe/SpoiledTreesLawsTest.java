package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Spoiling.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds of every tree, however broken: recorded ones are spoiled in a few places. */
class SpoiledTreesLawsTest {
    private static final List<String> NAMES =
            List.of("b-intel-no-intremap", "c-intel-pt-vfio", "d-amd", "f-arm-smmuv3");
    /** What a probe reads, among the thousands of files of a tree. */
    private static final String READ = "proc/(swaps|1/mountinfo|sys/kernel/(osrelease|io_uring_disabled))"
            + "|sys(/(bus|bus/pci|class|kernel|block|devices|module|fs|fs/ext4))?"
            + "|sys/class/(iommu|nvme|nvme-subsystem).*|sys/bus/pci/(devices|drivers).{0,14}|sys/block/nvme.*"
            + "|sys/kernel/(iommu_groups.*|irq(/[0-9]+(/chip_name)?)?)"
            + "|sys/devices/system/node(/node.(/(cpulist|hugepages.*))?)?"
            + "|sys/devices/.*/(class|vendor|device|driver|physfn|iommu_group|numa_node|reset_method|sriov_(num|total)vfs)"
            + "|sys/devices/.*/nvme(/nvme[0-9](/(model|serial|transport|nvme.*))?)?"
            + "|sys/devices/.*/[0-9a-f:]+\\.[0-7]|sys/module/vfio_iommu_type1.*";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Path> ROOTS = new HashMap<>();
    private static final Map<String, List<String>> PLACES = new HashMap<>();
    private static final Map<String, List<String>> OFTEN_READ = new HashMap<>();
    private static Path folder;

    /** Places, as parts of the way through all that a tree has. */
    record Spoil(double place, boolean read, Way way) {
        String path(String name) {
            List<String> places = (read ? OFTEN_READ : PLACES).get(name);
            return places.get((int) (place * places.size()));
        }
    }

    @BeforeContainer
    static void unpack() throws IOException {
        folder = Files.createTempDirectory("spoiled");
        for (String name : NAMES) {
            Path root = Recorded.unpack(name, Files.createDirectory(folder.resolve(name)));
            ROOTS.put(name, root);
            PLACES.put(
                    name,
                    Spoiling.places(root).stream()
                            .filter(p -> p.matches("(sys|proc).*"))
                            .toList());
            OFTEN_READ.put(
                    name, PLACES.get(name).stream().filter(p -> p.matches(READ)).toList());
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Provide
    Arbitrary<String> trees() {
        return Arbitraries.of(NAMES);
    }

    @Provide
    Arbitrary<List<Spoil>> spoils() {
        return spoil(Arbitraries.of(Way.class)).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Spoil>> unreadable() {
        return spoil(Arbitraries.of(Way.class).filter(Way::saysNothing))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<Spoil> spoil(Arbitrary<Way> ways) {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, true, 1, false),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))),
                        ways)
                .as(Spoil::new);
    }

    @Property(tries = 120)
    void lookingEndsWithinItsLimitsAndGivesWhatTheApiServerTakes(
            @ForAll("trees") String name, @ForAll("spoils") List<Spoil> spoils) throws IOException {
        Eyes.Look look = spoiled(name, spoils, Limits.USUAL);
        assertThat(look.steps()).isLessThanOrEqualTo(60_000);
        assertThat(look.bytes()).isLessThan(20L << 20);
        assertThat(look.sight().problems()).hasSizeLessThanOrEqualTo(Problems.MOST);
        assertThat(look.sight().problems()).allMatch(p -> p.length() <= 512 && !p.contains("\n"));
        Bounds.hold(JSON.valueToTree(look.sight().status()));
    }

    @Property(tries = 120)
    void noFactComesOfWhatCannotBeRead(@ForAll("trees") String name, @ForAll("unreadable") List<Spoil> spoils)
            throws IOException {
        Set<String> clean = facts(Eyes.look(ROOTS.get(name)).status());
        Set<String> spoiled = facts(spoiled(name, spoils, Limits.USUAL).sight().status());
        spoiled.removeAll(clean);
        assertThat(spoiled)
                .as("facts of nothing, after "
                        + spoils.stream().map(x -> x.way() + " " + x.path(name)).toList())
                .isEmpty();
    }

    @Property(tries = 60)
    void noFactComesOfLookingNoFurther(@ForAll("trees") String name, @ForAll("few") Tuple2<Integer, Integer> few) {
        Limits limits = new Limits(4096, 4096, 32_768, few.get1(), few.get2());
        Eyes.Look look = Eyes.look(ROOTS.get(name), limits);
        assertThat(look.steps()).isLessThanOrEqualTo(few.get1());
        assertThat(look.bytes()).isLessThanOrEqualTo(few.get2() + 8192L);
        assertThat(facts(Eyes.look(ROOTS.get(name)).status()))
                .containsAll(facts(look.sight().status()));
    }

    @Provide
    Arbitrary<Tuple2<Integer, Integer>> few() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4_000),
                        Arbitraries.integers().between(0, 8_000))
                .as(Tuple::of);
    }

    private static Eyes.Look spoiled(String name, List<Spoil> spoils, Limits limits) throws IOException {
        Path root = ROOTS.get(name);
        Path aside = Files.createTempDirectory(folder, "aside");
        try (Spoiling spoiling = new Spoiling(root, aside)) {
            for (Spoil spoil : spoils) {
                spoiling.spoil(spoil.path(name), spoil.way());
            }
            return Eyes.look(root, limits);
        }
    }

    /** Each fact as a line, but for the sentences and the counts that are made of the others. */
    private static Set<String> facts(StorageNodeStatus status) {
        Set<String> facts = new TreeSet<>();
        facts("", JSON.valueToTree(status), facts);
        return facts;
    }

    private static void facts(String at, JsonNode value, Set<String> facts) {
        if (value.isObject()) {
            value.properties().forEach(m -> {
                if (!List.of("why", "totals").contains(m.getKey())) {
                    facts(at + "." + m.getKey(), m.getValue(), facts);
                }
            });
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                String key = item.path("address").asText(item.path("id").asText(""));
                facts(at + "[" + key + "]", item, facts);
            }
        } else {
            facts.add(at + "=" + value.asText());
        }
    }
}
