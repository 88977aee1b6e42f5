package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shortpath.testcluster.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Syncs of GitOps tools, played by kubectl with their managers and bytes: whole VMs of which Git does not name our values. */
@Tag("cluster")
class SyncTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DISKS = "/spec/template/spec/domain/devices/disks";
    private static final String APPLIED = "/metadata/annotations/shortpath.dev~1applied";
    private static Playground play;
    private static Bench bench;

    /** How a tool marks its objects, and how it writes. */
    private enum Tool {
        ARGO_CLIENT_SIDE(
                "annotations: {argocd.argoproj.io/tracking-id: \"shop:kubevirt.io/VirtualMachine:shop/x\"}",
                "--field-manager=argocd-controller"),
        ARGO_SERVER_SIDE(
                "annotations: {argocd.argoproj.io/tracking-id: \"shop:kubevirt.io/VirtualMachine:shop/x\"}",
                "--server-side",
                "--force-conflicts",
                "--field-manager=argocd-controller"),
        FLUX("annotations: {}", "--server-side", "--force-conflicts", "--field-manager=kustomize-controller");

        private final String mark;
        private final List<String> how;

        Tool(String mark, String... how) {
            this.mark = mark;
            this.how = List.of(how);
        }

        String vm(String kind) {
            return kind + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        JsonNode sync(String manifest, String... more) {
            List<String> arguments = new ArrayList<>(List.of("apply", "-f", "-", "-o", "json"));
            arguments.addAll(how);
            arguments.addAll(List.of(more));
            String text = Bench.tree(bench.manifest(manifest)).toString();
            try {
                return JSON.readTree(
                        Kubectl.run(text, arguments.toArray(String[]::new)).out());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void open() {
        play = new Playground("sync");
        bench = play.bench();
        for (String delivery : List.of("VirtualMachine", "Auto")) {
            bench.apply("""
                    apiVersion: shortpath.dev/v1alpha1
                    kind: StorageProfile
                    metadata: {name: ~%s}
                    spec: {delivery: %s, workload: Database, disks: [{name: all, match: {}, errorPolicy: report}]}
                    """.formatted(delivery.toLowerCase(Locale.ROOT), delivery));
        }
        patiently().until(() -> {
            JsonNode vm = Tool.FLUX.sync(git(Tool.FLUX, "probe", "virtualmachine", "1Gi", "data"));
            bench.deleteVm(vm.at("/metadata/name").asText());
            return vm.at("/metadata/annotations").has("shortpath.dev/applied");
        });
    }

    @AfterAll
    static void close() {
        play.close();
    }

    /** The manifest in Git: nothing of ours in it. */
    private static String git(Tool tool, String kind, String profile, String memory, String... disks) {
        StringBuilder templates = new StringBuilder();
        StringBuilder devices = new StringBuilder();
        StringBuilder volumes = new StringBuilder();
        String name = tool.vm(kind);
        for (String disk : disks) {
            templates.append("""
                      - metadata: {name: %s-%s}
                        spec:
                          source: {blank: {}}
                          storage: {resources: {requests: {storage: 1Gi}}, storageClassName: ~fast}
                    """.formatted(name, disk).indent(0));
            devices.append("{name: " + disk + ", disk: {}},");
            volumes.append("{name: " + disk + ", dataVolume: {name: " + name + "-" + disk + "}},");
        }
        String flux = tool == Tool.FLUX ? ", kustomize.toolkit.fluxcd.io/name: shop" : "";
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata:
                  name: %s
                  namespace: NS
                  labels: {shortpath.dev/profile: ~%s%s}
                  %s
                spec:
                  runStrategy: Halted
                  dataVolumeTemplates:
                %s
                  template:
                    spec:
                      domain:
                        cpu: {cores: 4}
                        memory: {guest: %s}
                        devices: {disks: [%s]}
                      volumes: [%s]
                """.formatted(name, profile, flux, tool.mark, templates, memory, devices, volumes);
    }

    @ParameterizedTest
    @EnumSource
    void theSyncsOwnWriteCarriesOurValuesAndGitsChangesArrive(Tool tool) {
        JsonNode born = tool.sync(git(tool, "vm", "virtualmachine", "1Gi", "data"));
        JsonNode changed = tool.sync(git(tool, "vm", "virtualmachine", "2Gi", "data"));
        JsonNode grown = tool.sync(git(tool, "vm", "virtualmachine", "2Gi", "data", "log"));
        JsonNode shrunk = tool.sync(git(tool, "vm", "virtualmachine", "2Gi", "log"));

        assertThat(names(born)).containsExactly("data");
        assertThat(born.at("/spec/dataVolumeTemplates/0/spec/storage/volumeMode")
                        .asText())
                .isEqualTo("Block");
        assertThat(changed.at("/spec/template/spec/domain/memory/guest").asText())
                .isEqualTo("2Gi");
        assertThat(changed.at(DISKS)).isEqualTo(born.at(DISKS));
        assertThat(changed.at("/spec/dataVolumeTemplates")).isEqualTo(born.at("/spec/dataVolumeTemplates"));
        assertThat(changed.at(APPLIED)).isEqualTo(born.at(APPLIED));
        assertThat(names(grown)).containsExactly("data", "log");
        assertThat(names(shrunk)).containsExactly("log");
        assertThat(shrunk.at("/spec/template/spec/volumes")).hasSize(1);
        assertThat(shrunk.at(APPLIED).asText()).doesNotContain("\"disk\":\"data\"");
        Stream.of(born, changed, grown, shrunk).forEach(SyncTest::isTuned);
        play.path(tool.vm("vm"), "Compliant", "AsPlanned");
        assertThat(bench.vm(tool.vm("vm")).orElseThrow().path("spec"))
                .as("the loop has found nothing to write")
                .isEqualTo(shrunk.path("spec"));
    }

    private static void isTuned(JsonNode vm) {
        assertThat(vm.at(DISKS)).isNotEmpty().allSatisfy(disk -> {
            assertThat(disk.path("errorPolicy").asText()).isEqualTo("report");
            assertThat(disk.at("/disk/bus").asText()).isEqualTo("virtio");
        });
        assertThat(vm.at("/spec/template/spec/domain/devices/blockMultiQueue").asBoolean())
                .isTrue();
    }

    private static List<String> names(JsonNode vm) {
        return ((ArrayNode) vm.at(DISKS))
                .valueStream()
                .map(d -> d.path("name").asText())
                .toList();
    }

    /** Argo CD with ServerSideDiff=true, and Flux before each apply, ask the API server what an apply would give. */
    @ParameterizedTest
    @EnumSource(names = {"ARGO_SERVER_SIDE", "FLUX"})
    void aDryRunFindsNoDrift(Tool tool) {
        String manifest = git(tool, "dry", "virtualmachine", "1Gi", "data");
        tool.sync(manifest);
        play.path(tool.vm("dry"), "Compliant", "AsPlanned");
        JsonNode live = bench.vm(tool.vm("dry")).orElseThrow();

        JsonNode predicted = tool.sync(manifest, "--dry-run=server");

        assertThat(predicted.path("spec")).isEqualTo(live.path("spec"));
        assertThat(predicted.at("/metadata/annotations")).isEqualTo(live.at("/metadata/annotations"));
        assertThat(predicted.at("/metadata/generation").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aVmThatRunsNeedsNoRestartAfterASync(Tool tool) {
        String manifest = git(tool, "runs", "virtualmachine", "1Gi", "data").replace("Halted", "Always");
        JsonNode born = tool.sync(manifest);
        play.running(tool.vm("runs"));
        play.path(tool.vm("runs"), "Compliant", "AsPlanned");

        JsonNode synced = tool.sync(manifest.replace("labels: {", "labels: {tier: gold, "));

        assertThat(synced.at("/metadata/labels/tier").asText()).isEqualTo("gold");
        assertThat(synced.path("spec")).isEqualTo(born.path("spec"));
        assertThat(synced.at("/metadata/generation").asLong())
                .as("KubeVirt sees the spec that runs")
                .isEqualTo(1);
        play.path(tool.vm("runs"), "Compliant", "AsPlanned");
    }

    @ParameterizedTest
    @EnumSource
    void underAutoTheVmStaysAsGitHasIt(Tool tool) {
        String manifest = git(tool, "auto", "auto", "1Gi", "data");
        JsonNode born = tool.sync(manifest);
        patiently()
                .until(() -> bench.path(tool.vm("auto"))
                        .orElseThrow()
                        .at("/status/delivery")
                        .asText()
                        .equals("Instance"));
        JsonNode again = tool.sync(manifest);

        assertThat(born.at(DISKS).toString()).isEqualTo("[{\"disk\":{},\"name\":\"data\"}]");
        assertThat(born.at("/metadata/annotations").has("shortpath.dev/applied"))
                .isFalse();
        assertThat(again.path("spec")).isEqualTo(born.path("spec"));
        assertThat(again.at("/metadata/generation").asLong()).isEqualTo(1);
    }

    @Test
    void aSyncOfOurOwnWebhooksTakesNothingThatTheOperatorKeeps() throws IOException {
        JsonNode live = webhooks();
        assertThat(live)
                .isNotEmpty()
                .allSatisfy(
                        w -> assertThat(w.at("/clientConfig/caBundle").asText()).isNotEmpty());
        String port = live.get(0).at("/clientConfig/service/port").asText();
        String manifest = Stream.of(Files.readString(Path.of("deploy/operator/webhooks.yaml"))
                        .split("\n---\n"))
                .filter(d -> d.contains("kind: MutatingWebhookConfiguration"))
                .findFirst()
                .orElseThrow()
                .replace("port: 443", "port: " + port);

        Kubectl.run(
                manifest,
                "apply",
                "-f",
                "-",
                "--server-side",
                "--force-conflicts",
                "--field-manager=argocd-controller");

        assertThat(webhooks()).isEqualTo(live);
    }

    private static JsonNode webhooks() {
        return bench.find("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", null, "shortpath")
                .orElseThrow()
                .path("webhooks");
    }
}
