package dev.shortpath.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * JSON as the API server sends it, read without Jackson's table of names. A StoragePath's managedFields have its owner's uid in
 * a name, which would be added to the table, and for that Jackson copies it: 300 KiB for each object.
 */
public final class Json {
    private Json() {}

    /** Reads text sooner than bytes, which without that table go through a reader. */
    static ObjectMapper mapper() {
        return new ObjectMapper(JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build());
    }

    /** What a client reads with: the events of watches, which come as text, as text. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = mapper();
        return new KubernetesSerialization(mapper, true) {
            @Override
            public <T> T unmarshal(String text, Class<T> type) {
                if (!text.startsWith("{")) {
                    return super.unmarshal(text, type);
                }
                try {
                    return mapper.readValue(text, type);
                } catch (JsonProcessingException e) {
                    throw KubernetesClientException.launderThrowable(e);
                }
            }
        };
    }
}
