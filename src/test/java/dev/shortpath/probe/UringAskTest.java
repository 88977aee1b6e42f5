package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.UringAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the kernel says of io_uring, under a seccomp filter that answers in its stead. */
@EnabledOnOs(OS.LINUX)
class UringAskTest {
    @Test
    void aFilterThatForbidsItIsARefusal() throws IOException {
        assertThat(said("1")).isEqualTo(UringAnswer.REFUSED.name());
        assertThat(said("13")).isEqualTo(UringAnswer.REFUSED.name());
    }

    @Test
    void aFilterThatKnowsNoSuchCallIsToldApart() throws IOException {
        assertThat(said("38")).isEqualTo(UringAnswer.NOT_THERE.name());
    }

    @Test
    void whatHasNothingToDoWithItSaysNothing() throws IOException {
        assertThat(said("12")).as("out of memory").isEqualTo("nothing");
    }

    @Test
    void withoutAFilterTheKernelAnswersAsItsSysctlSays() throws IOException {
        assertThat(said())
                .isIn(Arrays.stream(UringAnswer.values()).map(Enum::name).toList());
        if (said().equals(UringAnswer.GIVEN.name())) {
            assertThat(new Kernel(new Values(new Tree(Path.of("/"), Limits.USUAL, new Problems())))
                            .asked()
                            .orElseThrow()
                            .answer())
                    .isEqualTo(UringAnswer.GIVEN);
        }
    }

    private static String said(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Filtered.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.onExit().join();
        return said.strip();
    }
}
