package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final String VM = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: a}
            spec: {runStrategy: Halted, template: {spec: {domain: {devices: {}}}}}
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("no YAML", VM + "---\na: b: c\n", ":6: not YAML: mapping values are not allowed here"),
                Arguments.of(
                        "a tab",
                        "kind: A\n\tb: c\n",
                        ":2: not YAML: a tab where only blanks may indent; indent with blanks"),
                Arguments.of(
                        "an open bracket",
                        "a: [1, 2\n",
                        ":2: not YAML: while parsing a flow sequence, expected ',' or ']'"),
                Arguments.of(
                        "a key twice",
                        "kind: A\nmetadata:\n  name: a\n  name: b\n",
                        ":4: the key `name` stands here twice; keep one"),
                Arguments.of("an alias of nothing", "kind: *b\n", ":1: not YAML: found undefined alias b"),
                Arguments.of(
                        "an alias of itself",
                        "a: &a\n  b: *a\n",
                        ":1: an alias names the very mapping or list that it stands in"),
                Arguments.of("nothing", "", ":1: the file is empty; give one with Kubernetes objects, YAML or JSON"),
                Arguments.of("only comments", "# later\n---\n", ":1: no document in it, only comments"),
                Arguments.of("a text", VM + "---\nhello\n", ":6: not a Kubernetes object but the text `hello`"),
                Arguments.of("a list", "- kind: A\n", ":1: not a Kubernetes object but a list"),
                Arguments.of(
                        "no kind",
                        "\napiVersion: v1\nmetadata: {}\n",
                        ":2: the document has no kind; say what it is, for example `kind: VirtualMachine`"),
                Arguments.of(
                        "no apiVersion",
                        "kind: Node\n",
                        ":1: the document has no apiVersion; say what it is, for example `apiVersion: kubevirt.io/v1`"),
                Arguments.of("a kind that is a number", "apiVersion: v1\nkind: 5\n", ":2: kind is the value 5"),
                Arguments.of(
                        "a name that YAML reads as something else",
                        "apiVersion: v1\nkind: Node\nmetadata:\n  name: 12\n",
                        ":4: the name is the value 12 and no text to YAML; write it in quotes"),
                Arguments.of(
                        "no name",
                        "apiVersion: v1\nkind: Node\nmetadata:\n  labels: {}\n",
                        ":3: Node without a name; write `metadata: {name: ...}`"),
                Arguments.of(
                        "a later version of ours",
                        "kind: StorageProfile\napiVersion: shortpath.dev/v1\nmetadata: {name: a}\n",
                        ":2: StorageProfile of shortpath.dev/v1 is not known; write `apiVersion: shortpath.dev/v1alpha1`"),
                Arguments.of(
                        "an object twice",
                        VM + "---\n" + VM,
                        ":6: VirtualMachine default/a stands in the input twice, first at "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void aBadFileIsToldWithFileLineAndCause(String name, String content, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), content);

        for (String verb : new String[] {"render", "explain", "audit"}) {
            Ran ran = Ran.of(verb, "-f", file.toString());

            assertThat(ran.err()).startsWith("shortpath: " + file + told);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void brokenJsonIsToldWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), "{\n  \"kind\": \"Node\",\n  nope\n}\n");

        Ran ran = Ran.of("render", "-f", file.toString());

        assertThat(ran.err()).startsWith("shortpath: " + file + ":3: not JSON: Unexpected character ('n'");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void aMissingFileIsTold() {
        Ran ran = Ran.of("render", "-f", folder + "/nowhere.yaml");

        assertThat(ran.err()).isEqualTo("shortpath: " + folder + "/nowhere.yaml: no such file; - is stdin\n");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void aFolderWithoutManifestsIsTold() {
        Ran ran = Ran.of("render", "-f", folder.toString());

        assertThat(ran.err()).contains("the folder holds no *.yaml, *.yml or *.json");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNoTextIsTold() throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        Ran ran = Ran.of("render", "-f", file.toString());

        assertThat(ran.err()).contains("not text in UTF-8");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void stdinIsNamedAsSuch() {
        Ran ran = Ran.withStdin("kind: A\n", "render", "-f", "-");

        assertThat(ran.err()).startsWith("shortpath: stdin:1: the document has no apiVersion");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void anItemOfAListIsToldWithItsOwnLine() {
        Ran ran = Ran.withStdin("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Node
                  metadata: {name: a}
                - apiVersion: v1
                  kind: Node
                """, "render", "-f", "-");

        assertThat(ran.err()).startsWith("shortpath: stdin:7: Node without a name");
    }

    @Test
    void aDocumentOfAnUnknownKindIsPassedOverWithAWarning() {
        Ran ran = Ran.withStdin(VM + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: a}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: b}
                """, "render", "-f", "-");

        assertThat(ran.err())
                .contains(
                        "warning: stdin:6: Shortpath does not use Service of v1; passed over, like 1 more in this file\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void aKindOfAnotherGroupIsPassedOverWithAHint() {
        Ran ran = Ran.withStdin(VM + """
                ---
                apiVersion: shortpath.io/v1
                kind: StorageProfile
                metadata: {name: a}
                """, "render", "-f", "-");

        assertThat(ran.err()).contains("was StorageProfile of shortpath.dev/v1alpha1 meant?");
    }

    @Test
    void anUnknownOptionIsRefusedWithASuggestion() {
        Ran ran = Ran.of("render", "--with-placements", "-f", "-");

        assertThat(ran.err()).contains("Unknown option: '--with-placements'");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void anUnknownVerbIsRefusedWithASuggestion() {
        Ran ran = Ran.of("rendr");

        assertThat(ran.err()).contains("render");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void withoutInputTheOptionIsNamed() {
        assertThat(Ran.of("render").err())
                .isEqualTo("shortpath: no input; name files or folders with -f FILE..., or stdin with -f -\n");
        assertThat(Ran.of("explain").code()).isEqualTo(2);
    }

    @Test
    void whatKubectlReadsAsABooleanIsABooleanHere() {
        Ran ran = Ran.withStdin("apiVersion: v1\nkind: on\n", "render", "-f", "-");

        assertThat(ran.err()).startsWith("shortpath: stdin:2: kind is the value true");
    }

    @Test
    void utf8WithAByteOrderMarkIsRead() throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), ("\uFEFF" + VM).getBytes(StandardCharsets.UTF_8));

        assertThat(Ran.of("render", "-f", file.toString()).err()).doesNotContain("shortpath: ");
    }
}
