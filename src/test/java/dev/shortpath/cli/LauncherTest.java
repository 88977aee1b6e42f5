package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher without its jar, and JDKs of the test's making, each of which only says how it was called. */
class LauncherTest {
    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeEach
    void layOut() throws IOException {
        Path target = Files.createDirectories(folder.resolve("target"));
        launcher = target.resolve("shortpath");
        Files.copy(Path.of("src/main/sh/shortpath"), launcher);
        executable(launcher);
    }

    @Test
    void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
        Ran ran = launch(Map.of("JAVA_HOME", jdk("mine", "25.0.1").toString()), launcher, "render", "-f", "a file");

        assertThat(ran.out()).startsWith("mine:").contains("dev.shortpath.main.Main render -f a file");
    }

    @Test
    void anOlderJavaHomeIsPassedOver() throws Exception {
        Ran ran = launch(Map.of("JAVA_HOME", jdk("old", "17.0.15").toString()), launcher, "render");

        assertThat(ran.out()).doesNotContain("old:");
    }

    @Test
    void theOperatorIsStartedAsQuarkus() throws Exception {
        Ran ran = launch(Map.of("JAVA_HOME", jdk("mine", "26").toString()), launcher, "operator");

        assertThat(ran.out())
                .contains("-jar " + folder.toRealPath() + "/target/shortpath operator")
                .doesNotContain("-cp");
    }

    @Test
    void itFindsItselfThroughALinkAndFromAnotherFolder() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path link = Files.createSymbolicLink(bin.resolve("kubectl-shortpath"), Path.of("../target/shortpath"));

        Ran ran = launch(Map.of("JAVA_HOME", jdk("mine", "25").toString()), link, "--version");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("-cp " + folder.toRealPath() + "/target/shortpath dev.shortpath.main.Main");
    }

    @Test
    void withoutAnyJdkItSaysWhatToInstall() throws Exception {
        Path script = Files.writeString(
                folder.resolve("target/bare"),
                // The usual places of this machine may hold a JDK 25.
                Files.readString(launcher).replaceAll("/usr/lib/jvm/|/opt/|/Library/", "/nonexistent/"));
        executable(script);

        Ran ran = launch(Map.of("JAVA_HOME", jdk("old", "17.0.15").toString()), script, "render");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("needs Java 25 or newer, and found none").contains("Install one");
    }

    @Test
    void aCacheBesideItIsUsed() throws Exception {
        Path cache = Files.createFile(launcher.resolveSibling("shortpath.aot"));

        Ran ran = launch(Map.of("JAVA_HOME", jdk("mine", "25").toString()), launcher, "render");

        assertThat(ran.out()).contains("-XX:AOTCache=" + cache.toRealPath());
    }

    @Test
    void whereNobodyLooksOnNothingIsRehearsed() throws Exception {
        Map<String, String> script = Map.of("JAVA_HOME", jdk("mine", "25").toString(), "HOME", folder.toString());

        Ran ran = launch(script, launcher, "render");

        assertThat(ran.out()).contains("-Xshare:auto").doesNotContain("AOTCacheOutput");
        assertThat(folder.resolve(".cache")).doesNotExist();
    }

    @Test
    void aRehearsalLeavesItsCacheBesideIt() throws Exception {
        Map<String, String> asked = Map.of("JAVA_HOME", jdk("mine", "25").toString(), "SHORTPATH_REHEARSE", "1");

        Ran ran = launch(asked, launcher);

        assertThat(ran.out())
                .contains("-XX:AOTCacheOutput=" + folder.toRealPath() + "/target/shortpath.aot")
                .contains("dev.shortpath.cli.Rehearsal")
                .doesNotContain("dev.shortpath.main.Main");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho " + name + ": \"$@\"\n");
        executable(java);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a script with an environment that holds no JDK but the given one. */
    private Ran launch(Map<String, String> environment, Path script, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "head")) {
            Path usual = Path.of("/usr/bin", tool);
            Path real = Files.exists(usual) ? usual : Path.of("/bin", tool);
            Path wrapper = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
            executable(wrapper);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, err);
    }
}
