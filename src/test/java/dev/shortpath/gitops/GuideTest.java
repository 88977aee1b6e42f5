package dev.shortpath.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/gitops.md and deploy/argocd name is there. */
class GuideTest {
    private static final Path ARGO = Path.of("deploy/argocd");
    private static final String WAVE = "argocd.argoproj.io/sync-wave";

    @Test
    void everyBlockOfTheGuideIsAnObject() {
        assertThat(Guide.documents()).hasSizeGreaterThan(5).allSatisfy(d -> {
            assertThat(d.path("apiVersion").asText()).isNotEmpty();
            assertThat(d.path("kind").asText()).isNotEmpty();
            assertThat(d.at("/metadata/name").asText()).isNotEmpty();
        });
    }

    @Test
    void everyLinkOfTheGuideLeadsSomewhere() {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Guide.text());
        List<Path> targets = new ArrayList<>();
        while (link.find()) {
            targets.add(Path.of("docs").resolve(link.group(1)).normalize());
        }
        assertThat(targets).isNotEmpty().allSatisfy(t -> assertThat(t).exists());
        Matcher file = Pattern.compile("`((?:apps/)?[a-z.-]+\\.yaml|resource_customizations/)`")
                .matcher(Guide.text());
        assertThat(file.results().map(r -> ARGO.resolve(r.group(1))))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f).exists());
    }

    @Test
    void everyApplicationReadsAFolderThatIsThereFromOneRepository() throws IOException {
        List<JsonNode> sources = applications().stream()
                .flatMap(a -> Stream.concat(a.at("/spec/sources").valueStream(), Stream.of(a.at("/spec/source"))))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(sources).hasSize(3).allSatisfy(source -> {
            Path folder = Path.of(source.path("path").asText());
            assertThat(folder).isDirectory();
            if (source.path("directory").has("exclude")) {
                assertThat(folder.resolve(source.at("/directory/exclude").asText()))
                        .exists();
            }
        });
        assertThat(sources)
                .extracting(s -> s.path("repoURL").asText())
                .containsOnly(sources.getFirst().path("repoURL").asText());
    }

    @Test
    void theOperatorsApplicationReadsTheChartAndFluxAnOverlay() throws IOException {
        JsonNode source =
                file(Path.of("deploy/argocd/apps/operator.yaml")).getFirst().at("/spec/source");
        assertThat(Path.of(source.path("path").asText(), "Chart.yaml")).exists();
        JsonNode values =
                file(Path.of(source.path("path").asText(), "values.yaml")).getFirst();
        source.at("/helm/valuesObject")
                .properties()
                .forEach(chapter -> chapter.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                v -> assertThat(values.path(chapter.getKey()).has(v))
                                        .as(v)
                                        .isTrue()));
        assertThat(Guide.documents().stream()
                        .map(d -> d.at("/spec/path").asText())
                        .filter(p -> p.startsWith("./deploy")))
                .containsExactly("./deploy/overlays/default");
        assertThat(Path.of("deploy/overlays/default/kustomization.yaml")).exists();
    }

    @Test
    void crdsComeBeforeTheOperatorAndProfilesBeforeVms() throws IOException {
        for (Path crd : yaml(Path.of("crds"))) {
            assertThat(file(crd)).extracting(GuideTest::wave).containsOnly("-1");
        }
        assertThat(applications())
                .extracting(a -> a.at("/metadata/name").asText() + " " + wave(a))
                .containsExactlyInAnyOrder("shortpath ", "shortpath-operator 0", "shop 1");
        assertThat(file(Path.of("deploy/examples/profiles.yaml")))
                .extracting(GuideTest::wave)
                .containsOnly("1");
        assertThat(file(Path.of("deploy/examples-nvme/profile.yaml")))
                .extracting(GuideTest::wave)
                .containsOnly("1");
        assertThat(file(Path.of("deploy/examples-nvme/sorter.yaml")))
                .extracting(GuideTest::wave)
                .containsOnly("2");
        for (String folder : List.of("vms", "new")) {
            for (Path vm : yaml(Path.of("deploy/examples", folder))) {
                assertThat(file(vm)).extracting(GuideTest::wave).containsOnly("2");
            }
        }
    }

    private static String wave(JsonNode object) {
        return object.path("metadata").path("annotations").path(WAVE).asText();
    }

    private static List<JsonNode> applications() throws IOException {
        List<JsonNode> applications = new ArrayList<>(file(ARGO.resolve("root.yaml")));
        for (Path file : yaml(ARGO.resolve("apps"))) {
            applications.addAll(file(file));
        }
        return applications;
    }

    private static List<JsonNode> file(Path path) throws IOException {
        return Guide.parse(Files.readString(path));
    }

    private static List<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
