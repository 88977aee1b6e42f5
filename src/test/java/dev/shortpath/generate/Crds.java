package dev.shortpath.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.api.StorageNode;
import dev.shortpath.api.StoragePath;
import dev.shortpath.api.StorageProfile;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The CRDs, from the Java types of the room `api`: fabric8's generator, and after it what it cannot say. */
final class Crds {
    static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(StorageProfile.class, StoragePath.class, StorageNode.class);

    private static final String HEADER =
            "# Generated from src/main/java/dev/shortpath/api by `make generate`; do not edit.\n";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private Crds() {}

    static List<CustomResourceDefinition> all() {
        return KINDS.stream().map(Crds::of).toList();
    }

    static CustomResourceDefinition of(Class<? extends CustomResource<?, ?>> kind) {
        List<CustomResourceDefinition> made = new ArrayList<>();
        CRDPostProcessor keep = new CRDPostProcessor() {
            @Override
            public HasMetadata process(HasMetadata crd, String version) {
                made.add((CustomResourceDefinition) crd);
                return crd;
            }
        };
        new CRDGenerator()
                .customResourceClasses(List.of(kind))
                .forCRDVersions("v1")
                .withPostProcessor(keep)
                .withOutput(new Nowhere())
                .generate();
        return Finish.of(kind, made.getFirst());
    }

    static String yaml(CustomResourceDefinition crd) {
        try {
            // The model's doubles would print whole numbers as 64.0.
            return HEADER
                    + YAML.writeValueAsString(new KubernetesSerialization().convertValue(crd, JsonNode.class))
                            .replaceAll("(?m)((?:max|min)imum: -?\\d+)\\.0$", "$1");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the folder a base for kustomize. Without an ending, so that `kubectl apply -f crds` passes it by. */
    static String kustomization() {
        return HEADER + "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
                + all().stream()
                        .map(crd -> "- " + crd.getMetadata().getName() + ".yaml\n")
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static final class Nowhere implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return new ByteArrayOutputStream();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
