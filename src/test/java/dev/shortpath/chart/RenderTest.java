package dev.shortpath.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.testcluster.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Helm makes of the chart and of values; it is built with the test cluster. */
@Tag("cluster")
class RenderTest {
    private static final String EVERYTHING = "src/test/resources/chart/values/everything.yaml";

    static Stream<Path> invalid() {
        return Rendered.sets("invalid");
    }

    static Stream<Path> valid() {
        return Rendered.sets("values");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void passesHelmsLint(Path values) {
        Helm said = Helm.run("lint", "--strict", Helm.CHART, "-f", values.toString());
        assertThat(said.code()).as(said.out() + said.err()).isZero();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesValuesAndSaysWhichAndWhy(Path values) throws IOException {
        String message = Files.readAllLines(values).getFirst().replaceFirst("^# message: ", "");
        Helm said = Helm.run("template", "shortpath", Helm.CHART, "-f", values.toString());
        assertThat(said.code()).isNotZero();
        assertThat(said.err()).contains(message);
    }

    @Test
    void refusesAKubernetesThatIsTooOld() {
        Helm said = Helm.run("template", "shortpath", Helm.CHART, "--kube-version", "1.29.9");
        assertThat(said.err()).contains("chart requires kubeVersion: >=1.30.0-0");
        assertThat(Helm.run("template", "shortpath", Helm.CHART, "--kube-version", "1.30.0")
                        .code())
                .isZero();
    }

    @Test
    void isPackagedWithAllThatItNeeds() {
        Helm packed = Helm.run("package", Helm.CHART, "-d", "target/helm");
        assertThat(packed.code()).as(packed.err()).isZero();
        String archive = packed.out().strip().replaceFirst(".*: ", "");
        assertThat(Helm.run("template", "shortpath", archive, "-n", "shortpath").out())
                .isEqualTo(Helm.run("template", "shortpath", Helm.CHART, "-n", "shortpath")
                        .out());
    }

    @Test
    void everySettingOfTheOperatorHasAValue() throws IOException {
        Rendered everything = Rendered.with("-f", EVERYTHING);
        Rendered others = Rendered.with(
                "--set", "leaderElection.enabled=false,operator.replicas=1,webhook.certManager.enabled=true");
        Rendered renamed = Rendered.with("--set", "fullnameOverride=other");
        List<String> given = Stream.of(everything, others, renamed)
                .flatMap(r -> r.container("Deployment").path("env").valueStream())
                .map(e -> e.path("name").asText())
                .distinct()
                .toList();
        Matcher row =
                Pattern.compile("(?m)^\\| (`[A-Z_`, ]+) \\|").matcher(Files.readString(Path.of("docs/operator.md")));
        List<String> documented = row.results()
                .flatMap(r -> Stream.of(r.group(1).replace("`", "").split(", ")))
                .toList();
        assertThat(documented).hasSizeGreaterThan(15);
        assertThat(given).containsAll(documented);
    }

    @Test
    void theImageIsNamedByDigest() {
        assertThat(Rendered.with("-f", EVERYTHING).objects().stream()
                        .flatMap(o -> o.findValuesAsText("image").stream()))
                .hasSize(3)
                .containsOnly(
                        "registry.example.com:5000/platform/shortpath:1.2@sha256:" + "0123456789abcdef".repeat(4));
    }

    @Test
    void namesFollowTheReleaseButForTheWebhookConfigurations() {
        Helm said = Helm.run("template", "prod", Helm.CHART, "-n", "kubevirt-tools");
        List<JsonNode> objects = Rendered.parse(said.out());
        assertThat(objects)
                .filteredOn(o -> !o.path("kind").asText().equals("CustomResourceDefinition"))
                .extracting(o -> o.at("/metadata/name").asText())
                .allMatch(n -> n.startsWith("prod-shortpath") || n.equals("shortpath"));
        assertThat(said.out())
                .contains("'system:serviceaccount:kubevirt-tools:prod-shortpath-operator'")
                .contains("'system:serviceaccount:kubevirt-tools:prod-shortpath-probe'")
                .contains("SHORTPATH_WEBHOOK_SERVICE, value: \"prod-shortpath-webhook\"")
                .contains("\"kube-node-lease\",\"kubevirt-tools\"]");
    }

    @Test
    void aReleaseWithDotsHasNamesThatServicesMayHave() {
        assertThat(Rendered.parse(Helm.run("template", "my.rel", Helm.CHART).out()))
                .filteredOn(o -> o.path("kind").asText().equals("Service"))
                .extracting(o -> o.at("/metadata/name").asText())
                .containsExactlyInAnyOrder("my-rel-shortpath-webhook", "my-rel-shortpath-metrics");
    }

    @Test
    void whatIsTurnedOffTakesItsRightsAlong() {
        JsonNode bare = Rendered.with("--set", "webhook.enabled=false,leaderElection.enabled=false,operator.replicas=1")
                .one("ClusterRole", "shortpath-operator");
        assertThat(bare.path("rules").toString()).doesNotContain("admissionregistration");
        assertThat(Rendered.with("--set", "webhook.certManager.enabled=true")
                        .one("Role", "shortpath-operator")
                        .path("rules")
                        .toString())
                .contains("leases")
                .doesNotContain("secrets");
        assertThat(Rendered.with("--set", "rbac.create=false").kinds())
                .doesNotContain("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");
    }
}
