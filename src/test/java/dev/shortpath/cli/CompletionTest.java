package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells and kubectl are told of our verbs, options and their values. */
class CompletionTest {
    @TempDir
    private Path folder;

    @Test
    void bashCompletesVerbsAndAnOptionsValues() throws Exception {
        assertThat(bash("shortpath", "")).contains("render", "explain", "audit").doesNotContain("__complete");
        assertThat(bash("shortpath", "audit", "--k")).containsExactly("--kubeconfig");
        assertThat(bash("shortpath", "audit", "-o", "")).containsExactlyInAnyOrder("table", "yaml", "json");
    }

    @Test
    void zshTakesTheScriptOfBash() {
        assertThat(Ran.of("completion", "zsh").out())
                .isEqualTo(Ran.of("completion", "bash").out())
                .contains("bashcompinit");
    }

    @Test
    void fishIsToldEachVerbWithItsOptions() {
        assertThat(Ran.of("completion", "fish").out().lines())
                .contains(
                        "complete -c shortpath -n '__fish_use_subcommand' -f -a audit -d 'Lists every VM\\'s compliance, the"
                                + " worst first: of the files, or without -f of the cluster that the kubeconfig names.'",
                        "complete -c shortpath -n '__fish_seen_subcommand_from audit' -s o -l output -x -a 'table yaml json'"
                                + " -d 'table, yaml or json. Without it: table.'")
                .noneMatch(line -> line.contains("__complete"));
    }

    @Test
    void kubectlGetsAProgramThatAsksThePlugin() {
        assertThat(Ran.of("completion", "kubectl").out())
                .startsWith("#!/bin/sh\n")
                .endsWith("exec kubectl-shortpath __complete \"$@\"\n");
    }

    @Test
    void kubectlIsAnsweredWithVerbs() {
        assertThat(Ran.of("__complete", "").out().lines())
                .contains("audit", "explain", "render")
                .doesNotContain("__complete")
                .endsWith(":4");
        assertThat(Ran.of("__complete", "ex").out().lines()).containsExactly("explain", ":4");
    }

    @Test
    void kubectlIsAnsweredWithOptionsAndTheirValues() {
        assertThat(Ran.of("__complete", "audit", "--kube").out().lines()).containsExactly("--kubeconfig", ":4");
        assertThat(Ran.of("__complete", "audit", "-A", "-o", "").out().lines())
                .containsExactly("json", "table", "yaml", ":4");
        assertThat(Ran.of("__complete", "explain", "-o", "y").out().lines()).containsExactly("yaml", ":4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f", "--kubeconfig"})
    void whereAFileIsMeantTheShellOffersFiles(String option) {
        assertThat(Ran.of("__complete", "audit", option, "").out().lines()).containsExactly(":0");
    }

    @Test
    void aShellThatThereIsNoScriptForIsNamedWithThoseThatThereAre() {
        Ran ran = Ran.of("completion", "powershell");

        assertThat(ran.code()).isEqualTo(Cli.BAD_INPUT);
        assertThat(ran.err()).contains("powershell", "[BASH, ZSH, FISH, KUBECTL] (case-insensitive)");
    }

    /** What bash itself offers for the last of the words, once it has read our script. */
    private List<String> bash(String... words) throws Exception {
        Path script = Files.writeString(
                folder.resolve("script"), Ran.of("completion", "bash").out());
        String ask = """
                compopt() { :; } # serves only where bash itself asks
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                spec=$(complete -p shortpath); function=${spec#* -F }; function=${function%% *}
                "$function" shortpath "${COMP_WORDS[COMP_CWORD]}" ''
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "-c", ask, "bash", script.toString());
        bash.command().addAll(List.of(words));
        Process process = bash.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().map(String::strip).toList();
    }
}
