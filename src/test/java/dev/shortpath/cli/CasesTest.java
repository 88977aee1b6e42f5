package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every folder of `src/test/resources/cases`; the README there says how. */
class CasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final boolean WRITE = "write".equals(System.getProperty("shortpath.cases"));

    @TestFactory
    Stream<DynamicTest> everyCaseGivesWhatLiesBesideIt() throws IOException {
        PathMatcher wanted =
                FileSystems.getDefault().getPathMatcher("glob:" + System.getProperty("shortpath.case", "*"));
        return folders().stream()
                .filter(f -> wanted.matches(f.getFileName()))
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), f.toUri(), () -> run(f)));
    }

    static List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(CASES)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void run(Path folder) throws IOException, BadInput {
        for (Map.Entry<String, String> file : outputs(CaseFolder.plans(folder)).entrySet()) {
            Path path = folder.resolve("expected").resolve(file.getKey());
            if (WRITE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            assertThat(path)
                    .as("write it with -Dshortpath.cases=write, and read it")
                    .exists();
            assertThat(file.getValue()).as(path.toString()).isEqualTo(Files.readString(path));
        }
    }

    private static Map<String, String> outputs(List<Planned> plans) {
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put(
                "plan.yaml",
                YamlText.documents(
                        plans.stream().<JsonNode>map(ExplainDocument::of).toList()));
        outputs.put("patch.json", JsonText.of(RenderCommand.patches(plans)));
        Page page = new Page(new Paint(false), 80);
        plans.forEach(p -> {
            page.gap();
            ExplainText.write(p, page);
        });
        outputs.put("explain.txt", page.toString());
        return outputs;
    }
}
