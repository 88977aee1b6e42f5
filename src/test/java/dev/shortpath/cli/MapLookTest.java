package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.browser.Chromium;
import dev.shortpath.browser.Sight;
import dev.shortpath.browser.Tab;
import dev.shortpath.cli.map.MadeFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. Pictures lie in target/map, for people. */
@Tag("browser")
class MapLookTest {
    private static final Path PICTURES = Path.of("target/map");

    @TempDir
    private static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(PICTURES);
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Path page(int vms) throws Exception {
        Path page = folder.resolve(vms + ".html");
        if (!Files.exists(page)) {
            Ran ran = Ran.withStdin(MadeFleet.of(vms), "map", "-f", "-", "-o", page.toString());
            assertThat(ran.code()).as(ran.err()).isZero();
        }
        return page;
    }

    @ParameterizedTest
    @CsvSource({"10, light", "10, dark", "2000, light", "2000, dark"})
    void itIsReadInLightAndDark(int vms, String scheme) throws Exception {
        try (Tab tab = chromium.tab()) {
            tab.look(1280, 900, scheme, "screen");
            tab.load(page(vms).toUri());
            assertThat(tab.value("document.querySelector('h1').innerText").asText())
                    .isEqualTo("Storage paths of the fleet");
            tab.picture(PICTURES.resolve(vms + "-" + scheme + ".png"));

            assertThat(tab.list(Sight.PALE_TEXT)).as("pale text").isEmpty();
            tab.value(Sight.UNFOLD);
            assertThat(tab.list(Sight.PALE_TEXT)).as("pale text, unfolded").isEmpty();
            assertThat(tab.complaints()).isEmpty();
            assertThat(tab.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2000})
    void itFitsAnyWindow(int vms) throws Exception {
        try (Tab tab = chromium.tab()) {
            tab.load(page(vms).toUri());
            for (String fold : List.of("true", Sight.UNFOLD)) {
                tab.value(fold);
                for (int width : List.of(320, 390, 768, 1280, 2560)) {
                    tab.look(width, 900, "light", "screen");
                    assertThat(tab.list(Sight.WIDER_THAN_THE_WINDOW))
                            .as("%d wide", width)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void twoThousandVmsAreALightPage() throws Exception {
        assertThat(Files.size(page(2000))).isLessThan(1_200_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2000})
    void itIsHeardAsItIsSeenAndRunsNothing(int vms) throws Exception {
        try (Tab tab = chromium.tab()) {
            tab.load(page(vms).toUri());

            assertThat(tab.list(Sight.HARD_TO_HEAR)).isEmpty();
            assertThat(tab.list(Sight.NOT_INERT)).isEmpty();
            assertThat(tab.value("document.querySelectorAll('.names a').length > 0")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whatIsFoldedIsReadOnPaper() throws Exception {
        try (Tab tab = chromium.tab()) {
            tab.load(page(10).toUri());
            assertThat(tab.list(Sight.HIDDEN_CARDS)).as("on the screen").isNotEmpty();
            byte[] paper = tab.paper();
            Files.write(PICTURES.resolve("10.pdf"), paper);
            tab.look(1280, 900, "dark", "print");

            assertThat(tab.list(Sight.HIDDEN_CARDS)).as("on paper").isEmpty();
            assertThat(tab.value("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(tab.list(Sight.PALE_TEXT)).isEmpty();
            assertThat(new String(paper, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
        }
    }

    @Test
    void aNameIsShownAndNeverObeyed() throws Exception {
        String name =
                "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>\"'&amp;</style>";
        Path page = folder.resolve("hostile.html");
        String vm = """
                {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": %1$s, "namespace": "shop", "labels": {"shortpath.dev/profile": %1$s}},
                 "spec": {"template": {"spec": {"domain": {"devices": {"disks": [{"name": %1$s, "disk": {"bus": "sata"}}]}},
                  "volumes": [{"name": %1$s, "containerDisk": {"image": "a"}}]}}}}""".formatted(JsonText.of(new com.fasterxml.jackson.databind.node.TextNode(name)));
        Ran.withStdin(vm, "map", "-f", "-", "--title", name, "-o", page.toString());
        try (Tab tab = chromium.tab()) {
            tab.load(page.toUri());

            assertThat(tab.value("document.title").asText()).isEqualTo(name);
            assertThat(tab.value("document.querySelector('h1').innerText").asText())
                    .isEqualTo(name);
            assertThat(tab.value("document.querySelector('.card b').innerText").asText())
                    .isEqualTo("shop/" + name);
            assertThat(tab.list(Sight.NOT_INERT)).isEmpty();
            assertThat(tab.requests()).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
