package dev.shortpath.generate;

import java.util.Map;
import java.util.TreeMap;

/** Every generated file of the repository, by its path in the checkout. */
final class Generated {
    private Generated() {}

    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (var crd : Crds.all()) {
            String singular = crd.getSpec().getNames().getSingular();
            files.put("crds/" + crd.getMetadata().getName() + ".yaml", Crds.yaml(crd));
            files.put("docs/reference/" + singular + ".md", Reference.markdown(crd));
        }
        files.put("docs/reference/cli.md", CommandReference.markdown());
        files.put("docs/reference/labels-and-annotations.md", KeysReference.markdown());
        files.put("docs/conditions.md", Reasons.markdown());
        files.put(PluginManifest.PATH, PluginManifest.yaml());
        files.putAll(ArgoHealth.files());
        return files;
    }
}
