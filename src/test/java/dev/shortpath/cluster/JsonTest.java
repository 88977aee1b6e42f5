package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final String VM = "{\"apiVersion\":\"kubevirt.io/v1\",\"kind\":\"VirtualMachine\","
            + "\"metadata\":{\"name\":\"db\",\"managedFields\":[{\"fieldsV1\":{\"k:{\\\"uid\\\":\\\"1\\\"}\":{}}}]},"
            + "\"spec\":{\"path\":\"guest → disk\",\"n\":3}}";

    private final KubernetesSerialization usual = new KubernetesSerialization();
    private final KubernetesSerialization ours = Json.serialization();

    @Test
    void readsAsTheClientDoesByItself() {
        String event = "{\"type\":\"MODIFIED\",\"object\":" + VM + "}";
        String node = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"}}";

        assertThat(ours.unmarshal(VM, GenericKubernetesResource.class))
                .isEqualTo(usual.unmarshal(VM, GenericKubernetesResource.class));
        assertThat(ours.unmarshal(event, WatchEvent.class).getObject())
                .isInstanceOf(GenericKubernetesResource.class)
                .isEqualTo(usual.unmarshal(event, WatchEvent.class).getObject());
        assertThat(ours.unmarshal(node, Node.class)).isEqualTo(usual.unmarshal(node, Node.class));
        assertThat(ours.unmarshal("a: 1\n", JsonNode.class)).isEqualTo(usual.unmarshal("a: 1\n", JsonNode.class));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> ours.unmarshal("{\"a\":", JsonNode.class))
                .isInstanceOf(KubernetesClientException.class);
    }
}
