package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** `-n` and `-A` of the verbs that list VMs. */
class NamespaceTest {
    private static final String VMS = vm("shop", "db") + vm("shop", "web") + vm("lab", "db");

    private static String vm(String namespace, String name) {
        return """
                ---
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {namespace: %s, name: %s}
                spec:
                  runStrategy: Halted
                  template: {spec: {domain: {devices: {}}}}
                """.formatted(namespace, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"render", "explain", "audit"})
    void aNamespaceNarrowsWhatIsListed(String verb) {
        Ran all = Ran.withStdin(VMS, verb, "-f", "-", "-o", "json", "-A");
        Ran one = Ran.withStdin(VMS, verb, "-f", "-", "-o", "json", "-n", "lab");

        assertThat(all.out()).contains("shop", "lab");
        assertThat(one.out()).contains("lab").doesNotContain("shop");
        assertThat(one.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"render", "explain", "audit"})
    void oneNamespaceAndAllOfThemContradict(String verb) {
        Ran ran = Ran.withStdin(VMS, verb, "-f", "-", "-A", "--namespace", "lab");

        assertThat(ran.code()).isEqualTo(Cli.BAD_INPUT);
        assertThat(ran.err())
                .isEqualTo("shortpath: -n names one namespace, and -A means all of them; give one of the two\n");
    }

    @Test
    void aVmIsFoundByItsNameAlone() {
        Ran ran = Ran.withStdin(VMS, "explain", "web", "-f", "-", "-o", "json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("web").doesNotContain("lab");
    }

    @Test
    void aNameInTwoNamespacesAsksForOneOfThem() {
        Ran both = Ran.withStdin(VMS, "explain", "db", "-f", "-");
        Ran one = Ran.withStdin(VMS, "explain", "db", "-n", "lab", "-f", "-", "-o", "json");

        assertThat(both.code()).isEqualTo(Cli.BAD_INPUT);
        assertThat(both.err())
                .isEqualTo("shortpath: VM db is there more than once: shop/db, lab/db;"
                        + " name its namespace, as NS/VM or with -n\n");
        assertThat(one.out()).contains("lab").doesNotContain("shop");
    }

    @Test
    void aVmOfAnotherNamespaceIsNotFound() {
        Ran ran = Ran.withStdin(VMS, "explain", "web", "-n", "lab", "-f", "-");

        assertThat(ran.code()).isEqualTo(Cli.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("shortpath: no VM web of namespace lab in the input; there is lab/db\n");
    }
}
