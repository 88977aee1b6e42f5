package dev.shortpath.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The CRDs of cert-manager and of the Prometheus operator, out of their own Go modules, on the test cluster. */
public final class OthersCrds {
    private static final String CERT_MANAGER = "github.com/cert-manager/cert-manager";
    private static final String PROMETHEUS = "github.com/prometheus-operator/prometheus-operator";

    private static boolean installed;

    private OthersCrds() {}

    public static synchronized void install() {
        if (!installed) {
            Path certificates = folder(CERT_MANAGER).resolve("deploy/crds");
            Path monitoring = folder(PROMETHEUS).resolve("example/prometheus-operator-crd");
            List<Path> files = List.of(
                    certificates.resolve("cert-manager.io_certificates.yaml"),
                    certificates.resolve("cert-manager.io_issuers.yaml"),
                    monitoring.resolve("monitoring.coreos.com_servicemonitors.yaml"),
                    monitoring.resolve("monitoring.coreos.com_prometheusrules.yaml"));
            for (Path file : files) {
                Kubectl.run("", "apply", "--server-side", "--force-conflicts", "-f", file.toString());
                Kubectl.run("", "wait", "--for=condition=Established", "--timeout=60s", "-f", file.toString());
            }
            installed = true;
        }
    }

    /** Where the version that src/test/cluster/others pins lies in Go's cache. */
    private static Path folder(String module) {
        Command said = Command.run(
                Map.of("GOWORK", "off", "GOTOOLCHAIN", "local", "GOFLAGS", "-mod=readonly"),
                "",
                List.of("go", "-C", "src/test/cluster/others", "mod", "download", "-json", module));
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        try {
            JsonNode found = new ObjectMapper().readTree(said.out());
            return Path.of(found.path("Dir").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
