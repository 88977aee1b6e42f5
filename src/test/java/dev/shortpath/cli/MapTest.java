package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.cli.map.Fleet;
import dev.shortpath.cli.map.Guest;
import dev.shortpath.cli.map.MadeFleet;
import dev.shortpath.cli.map.MapPage;
import dev.shortpath.plan.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapTest {
    private static final String TEN = MadeFleet.of(10);

    @TempDir
    private Path folder;

    private List<String> there() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thePageIsWrittenAndNamed() throws Exception {
        Path page = folder.resolve("map.html");

        Ran ran = Ran.withStdin(TEN, "map", "-f", "-", "-o", page.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("wrote " + page + ": 10 VMs (1 NonCompliant), 3 nodes\n");
        assertThat(ran.code()).isZero();
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("team-0/vm-2");
        assertThat(there()).containsExactly("map.html");
    }

    @Test
    void theSameInputGivesTheSameBytesInWhateverOrderItComes() {
        List<String> documents = List.of(TEN.split("(?m)^---\n"));
        String turned = String.join("---\n", documents.reversed());

        String page = Ran.withStdin(TEN, "map", "-f", "-", "-o", "-").out();

        assertThat(Ran.withStdin(TEN, "map", "-f", "-", "-o", "-").out()).isEqualTo(page);
        assertThat(Ran.withStdin(turned, "map", "-f", "-", "-o", "-").out()).isEqualTo(page);
    }

    @Test
    void whenItWasMadeStandsThereOnlyIfItIsAskedFor() {
        assertThat(Ran.withStdin(TEN, "map", "-f", "-", "-o", "-").out()).contains("Drawn of stdin.</p>");
        assertThat(Ran.withStdin(TEN, "map", "-f", "-", "-o", "-", "--made", "on Monday")
                        .out())
                .contains("Drawn of stdin. Made on Monday.</p>");
        assertThat(Ran.withStdin(TEN, "map", "-f", "-", "-o", "-", "--made", "now")
                        .out())
                .containsPattern("Made at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.</p>");
    }

    @Test
    void badInputLeavesThePageThatWasThere() throws Exception {
        Path page = Files.writeString(folder.resolve("map.html"), "before");

        Ran ran = Ran.withStdin("kind: 3", "map", "-f", "-", "-o", page.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(page).hasContent("before");
        assertThat(there()).containsExactly("map.html");
    }

    @Test
    void aPageThatWasThereIsReplacedAlsoBehindALink() throws Exception {
        Path page = Files.writeString(folder.resolve("map.html"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);

        Ran ran = Ran.withStdin(TEN, "map", "-f", "-", "-o", link.toString());

        assertThat(ran.code()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(page).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void whereNoFileCanBeItIsSaid() {
        Ran ofFolder = Ran.withStdin(TEN, "map", "-f", "-", "-o", folder.toString());
        Ran nowhere = Ran.withStdin(TEN, "map", "-f", "-", "-o", folder + "/none/map.html");

        assertThat(ofFolder.err())
                .isEqualTo("shortpath: " + folder + " is a folder; name a file in it with -o, such as " + folder
                        + "/map.html\n");
        assertThat(nowhere.err())
                .isEqualTo("shortpath: cannot write " + folder + "/none/map.html: there is no folder " + folder
                        + "/none; make it first\n");
        assertThat(List.of(ofFolder.code(), nowhere.code())).containsOnly(2);
    }

    @Test
    void filesAndAClusterAreNotAskedAboutAtOnce() {
        Ran ran = Ran.withStdin(TEN, "map", "-f", "-", "-o", "-", "--context", "a");

        assertThat(ran.err()).contains("give one of them");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void withoutVmsItSaysSo() {
        Ran ran = Ran.withStdin("{apiVersion: v1, kind: Namespace, metadata: {name: a}}", "map", "-f", "-", "-o", "-");

        assertThat(ran.out()).contains("There are no virtual machines in what was read.");
        assertThat(ran.code()).isZero();
    }

    @Test
    void theWorstStandsFirst() {
        String page =
                Ran.withStdin(MadeFleet.of(40), "map", "-f", "-", "-o", "-").out();

        assertThat(page.indexOf(">NonCompliant <")).isPositive().isLessThan(page.indexOf(">OutOfDate <"));
        assertThat(page.indexOf(">OutOfDate <")).isLessThan(page.indexOf(">Compliant <"));
    }

    @Test
    void oneNamespaceCanBeAskedFor() {
        String input = MadeFleet.of(200);

        String page = Ran.withStdin(input, "map", "-f", "-", "-o", "-", "-n", "team-1")
                .out();

        assertThat(page).contains("vm/team-1/vm-1\"").doesNotContain("vm/team-0/vm-0\"");
    }

    /** Nothing is alike in them: the worst that a page can be asked to hold. */
    @Test
    void tenThousandVmsThatAreAllUnlikeAreAPageThatABrowserTakes() throws Exception {
        Input input = Input.of(new Documents("-", TEN).read());
        Guest one = FleetFacts.guests(Planning.of(input)).getFirst();
        List<Guest> guests = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> new Guest(
                        i,
                        "team-" + i % 100,
                        "vm-" + i,
                        one.plan(),
                        new Outcome(
                                Compliance.NON_COMPLIANT, PathReason.NOT_POSSIBLE, "It lacks thing number " + i + "."),
                        one.node(),
                        List.of(),
                        List.of("claim-" + i),
                        one.decisions(),
                        ""))
                .toList();

        String page = MapPage.of(new Fleet("t", "s", Optional.empty(), true, guests, List.of()));

        assertThat(page).hasSizeLessThan(6_000_000).contains("It lacks thing number 10000.");
    }
}
