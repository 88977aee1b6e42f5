package dev.shortpath.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The generated files are what their sources give. `make generate` (this test with -Dshortpath.generate=write) writes
 * them anew.
 */
class GeneratedUpToDateTest {
    private static final boolean WRITE = "write".equals(System.getProperty("shortpath.generate"));

    @Test
    void everyGeneratedFileIsWhatItsSourceGives() throws IOException {
        for (Map.Entry<String, String> file : Generated.files().entrySet()) {
            Path path = Path.of(file.getKey());
            if (WRITE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            assertThat(path)
                    .as("%s is not what its source gives: run make generate and commit it", path)
                    .exists()
                    .hasContent(file.getValue());
        }
    }

    @Test
    void nothingLiesBesideTheGeneratedFiles() throws IOException {
        for (String folder : List.of("crds", "docs/reference", "helm/shortpath/files/crds")) {
            try (var files = Files.list(Path.of(folder))) {
                assertThat(files.map(Path::toString))
                        .isSubsetOf(Generated.files().keySet());
            }
        }
    }
}
