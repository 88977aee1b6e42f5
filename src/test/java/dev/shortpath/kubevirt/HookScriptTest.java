package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hook sidecar's script, started as KubeVirt's sidecar-shim starts it (cmd/sidecars/sidecar_shim.go, runOnDefineDomain), by
 * this machine's Python and not the image's.
 */
class HookScriptTest {
    private static final Path SCRIPT = Path.of("deploy/hook-sidecar/on_define_domain.py");
    private static final Path DOMAIN = Path.of("src/test/resources/libvirt/domain.xml");
    private static final String DISKS = "plugin.shortpath.dev/io-uring-disks";
    private static final String QUEUES = "plugin.shortpath.dev/scsi-queues";

    private record Ran(int code, String out, String err) {}

    private static Ran run(String vmi, String domain) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", SCRIPT.toString(), "--vmi", vmi, "--domain", domain).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), out, err);
    }

    private static String changed(Map<String, String> annotations, String domain)
            throws IOException, InterruptedException {
        String members = annotations.entrySet().stream()
                .map(a -> "\"" + a.getKey() + "\":\"" + a.getValue() + "\"")
                .collect(Collectors.joining(","));
        Ran ran = run("{\"metadata\":{\"name\":\"orders\",\"annotations\":{" + members + "}}}", domain);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return ran.out();
    }

    private static String domain() throws IOException {
        return Files.readString(DOMAIN);
    }

    @Test
    void theNamedDisksGetIoUringAndEveryOtherByteStays() throws IOException, InterruptedException {
        String expected = domain().replace(
                        "error_policy=\"stop\" io=\"native\" name", "error_policy=\"stop\" io=\"io_uring\" name")
                .replace("name='qemu' io='threads' iothread", "name='qemu' io=\"io_uring\" iothread")
                .replace("type=\"qcow2\"/>", "type=\"qcow2\" io=\"io_uring\"/>");

        assertThat(changed(Map.of(DISKS, "ua-log ua-data  ua-gone ua-plain"), domain()))
                .isEqualTo(expected);
    }

    @Test
    void disksThatKubeVirtMadeOtherwisePassThrough() throws IOException, InterruptedException {
        assertThat(changed(Map.of(DISKS, "ua-bare ua-cdrom ua-lun data ua-dat"), domain()))
                .isEqualTo(domain());
    }

    @Test
    void everyVirtioScsiControllerGetsItsQueues() throws IOException, InterruptedException {
        String expected = domain().replace(
                        "<driver iothread=\"1\"></driver>", "<driver iothread=\"1\" queues=\"8\"></driver>")
                .replace("model=\"virtio-scsi\"/>", "model=\"virtio-scsi\"><driver queues=\"8\"></driver></controller>")
                .replace(
                        "model=\"virtio-transitional\"><alias",
                        "model=\"virtio-transitional\"><driver queues=\"8\"></driver><alias");

        assertThat(changed(Map.of(QUEUES, "8"), domain())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "08", "-4", "4.0", "four", "1023", "99999", "４"})
    void whatIsNoNumberOfQueuesIsPassedOver(String queues) throws IOException, InterruptedException {
        assertThat(changed(Map.of(QUEUES, queues), domain())).isEqualTo(domain());
    }

    @Test
    void runningTwiceIsRunningOnce() throws IOException, InterruptedException {
        Map<String, String> both = Map.of(DISKS, "ua-data", QUEUES, "8");
        String once = changed(both, domain());

        assertThat(once).isNotEqualTo(domain());
        assertThat(changed(both, once)).isEqualTo(once);
    }

    @Test
    void aVmiWithoutAnnotationsChangesNothing() throws IOException, InterruptedException {
        for (String vmi : List.of("{\"metadata\":{}}", "{}", "{\"metadata\":{\"annotations\":null}}")) {
            assertThat(run(vmi, domain())).isEqualTo(new Ran(0, domain(), ""));
        }
    }

    @Test
    void whateverIsOddTheDomainComesBackAndTheVmStarts() throws IOException, InterruptedException {
        String asks = "{\"metadata\":{\"annotations\":{\"" + DISKS + "\":\"ua-data\"}}}";
        for (Ran ran : List.of(
                run("no json", domain()),
                run("[]", domain()),
                run("{\"metadata\":{\"annotations\":{\"" + DISKS + "\":7}}}", domain()))) {
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).isEqualTo(domain());
            assertThat(ran.err()).contains("the domain is left as it is").hasLineCount(1);
        }
        String broken = domain().replace("</domain>", "");
        assertThat(run(asks, broken).out()).isEqualTo(broken);
        assertThat(run(asks, "").code()).isZero();
    }

    @Test
    void anAttributeIsNotFoundInsideAnothersValue() throws IOException, InterruptedException {
        String odd = domain().replace("io=\"native\" name", "product=\"x io='native'\" io=\"native\" name");
        assertThat(odd).isNotEqualTo(domain());

        assertThat(changed(Map.of(DISKS, "ua-data"), odd))
                .isEqualTo(odd.replace("io=\"native\" name", "io=\"io_uring\" name"));
    }

    /** What an entity holds stands in another place than where the parser says. */
    @Test
    void aDomainWithEntitiesOfItsOwnComesBackAsItIs() throws IOException, InterruptedException {
        String odd = "<!DOCTYPE domain [<!ENTITY c '<controller type=\"scsi\" model=\"virtio\"/>'>]>\n"
                + domain().replaceFirst("^<\\?xml[^>]*>", "").replace("</devices>", "&c;</devices>");

        Ran ran = run("{\"metadata\":{\"annotations\":{\"" + QUEUES + "\":\"4\"}}}", odd);

        assertThat(ran.out()).isEqualTo(odd);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("an entity of its own, c").hasLineCount(1);
    }
}
