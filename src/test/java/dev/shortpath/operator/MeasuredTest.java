package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What `shortpath bench` left beside a VM, in the VM's report on a real API server. */
@Tag("cluster")
class MeasuredTest {
    private Running operator;
    private Bench bench;
    private String uid;

    @BeforeEach
    void open() {
        bench = new Bench("measured");
        operator = new Running(Running.QUICK);
        bench.apply(Manifests.profile("threads"));
        uid = bench.apply(Manifests.haltedVm("orders")).at("/metadata/uid").asText();
    }

    @AfterEach
    void close() {
        operator.close();
        bench.close();
    }

    private void shown(String summary) {
        patiently()
                .untilAsserted(() -> assertThat(bench.path("orders")
                                .orElseThrow()
                                .at("/status/measured/summary")
                                .asText())
                        .isEqualTo(summary));
    }

    @Test
    void itIsShownFollowedAndDroppedWithTheConfigMap() {
        bench.apply(Manifests.measured(uid));
        shown("a gain");
        assertThat(bench.path("orders")
                        .orElseThrow()
                        .at("/status/measured/rate")
                        .asText())
                .isEqualTo("1.4 times");

        bench.apply(Manifests.measured(uid).replace("a gain", "no difference"));
        shown("no difference");

        // Of a VM of this name that is gone.
        bench.apply(Manifests.measured(UUID.randomUUID().toString()));
        shown("");

        bench.apply(Manifests.measured(uid));
        shown("a gain");
        bench.client()
                .configMaps()
                .inNamespace(bench.namespace())
                .withName("orders-measured")
                .delete();
        shown("");
        assertThat(bench.path("orders").orElseThrow().at("/status/compliance").asText())
                .isEqualTo("Compliant");
    }
}
