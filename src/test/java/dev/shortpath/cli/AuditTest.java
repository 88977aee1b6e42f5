package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final String PROFILES = """
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: general}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: strict}
            spec: {onUserValue: Enforce, disks: [{name: all, match: {}, bus: virtio}]}
            """;

    private static String vm(String name, String profile) {
        return """
                ---
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s, namespace: shop, labels: {shortpath.dev/profile: %s}}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain: {devices: {disks: [{name: data, disk: {bus: sata}}]}}
                      volumes: [{name: data, containerDisk: {image: a}}]
                status: {printableStatus: Stopped}
                """.formatted(name, profile);
    }

    @Test
    void theWorstStandsFirstWithItsWhy() {
        Ran ran =
                Ran.withStdin(PROFILES + vm("a", "none") + vm("b", "general") + vm("c", "strict"), "audit", "-f", "-");

        assertThat(ran.out().lines().filter(l -> l.startsWith("shop/")))
                .extracting(l -> l.split(" +")[0])
                .containsExactly("shop/c", "shop/a", "shop/b");
        assertThat(ran.out())
                .startsWith(
                        "VM      PROFILE  COMPLIANCE     REASON       HOPS\nshop/c  strict   NonCompliant   NotPossible  4\n    disk data");
        assertThat(ran.out()).endsWith("\n3 VMs: 1 NonCompliant, 1 NotApplicable, 1 Compliant\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void withoutANonCompliantVmItEndsWithZero() {
        Ran ran = Ran.withStdin(PROFILES + vm("b", "general"), "audit", "-f", "-");

        assertThat(ran.code()).isZero();
    }

    @Test
    void machinesGetTheSameOrder() throws Exception {
        String input = PROFILES + vm("a", "none") + vm("c", "strict");
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(Ran.withStdin(input, "audit", "-o", "json", "-f", "-").out());
        JsonNode yaml = new Documents(
                        "-",
                        Ran.withStdin(input, "audit", "-o", "yaml", "-f", "-").out())
                .read()
                .getFirst()
                .object();

        assertThat(json).isEqualTo(yaml);
        assertThat(json.path("virtualMachines").toString())
                .isEqualTo(
                        "{\"total\":2,\"nonCompliant\":1,\"unknown\":0,\"outOfDate\":0,\"notApplicable\":1,\"compliant\":0}");
        assertThat(json.at("/items/0/virtualMachine").asText()).isEqualTo("shop/c");
    }

    @Test
    void aVmThatLacksItsPlanIsNotCalledCompliantSinceNobodyWritesHere() {
        String profile = """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: report}
                spec: {disks: [{name: all, match: {}, errorPolicy: report}]}
                """;

        Ran ran = Ran.withStdin(profile + vm("a", "report"), "audit", "-f", "-");

        assertThat(ran.out())
                .contains("OutOfDate")
                .contains("The VM does not have it yet: disk data, errorPolicy report. The operator\n");
    }

    @Test
    void filesAndAClusterAreNotAskedAboutAtOnce() {
        Ran ran = Ran.withStdin(PROFILES, "audit", "-f", "-", "--context", "a");

        assertThat(ran.err()).contains("give one of them");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void withoutVmsItSaysSo() {
        Ran ran = Ran.withStdin(PROFILES, "audit", "-f", "-");

        assertThat(ran.out()).isEqualTo("No VirtualMachines.\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void withoutVmsOfANamespaceItNamesThatAlone() {
        Ran ran = Ran.withStdin(PROFILES, "audit", "-f", "-", "-n", "shop");

        assertThat(ran.out()).isEqualTo("No VirtualMachines of namespace shop.\n");
        assertThat(ran.code()).isZero();
    }
}
