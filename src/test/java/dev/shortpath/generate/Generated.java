package dev.shortpath.generate;

import dev.shortpath.operator.RightsPage;
import java.util.Map;
import java.util.TreeMap;

/** Every generated file of the repository, by its path in the checkout. */
final class Generated {
    private Generated() {}

    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (var crd : Crds.all()) {
            String singular = crd.getSpec().getNames().getSingular();
            String file = crd.getMetadata().getName() + ".yaml";
            files.put("crds/" + file, Crds.yaml(crd));
            files.put("helm/shortpath/files/crds/" + file, Crds.yaml(crd));
            files.put("docs/reference/" + singular + ".md", Reference.markdown(crd));
        }
        files.put("crds/Kustomization", Crds.kustomization());
        files.put("docs/reference/cli.md", CommandReference.markdown());
        files.put("docs/reference/labels-and-annotations.md", KeysReference.markdown());
        files.put("docs/conditions.md", Reasons.markdown());
        files.put("docs/evidence.md", Evidence.markdown());
        files.put("docs/metrics.md", Metrics.markdown());
        files.put(PluginManifest.PATH, PluginManifest.yaml());
        // A chart is packaged from its own folder: what it takes from others lies there, and not as a link, which not
        // every checkout keeps.
        files.put("helm/shortpath/files/plugin.yaml", PluginManifest.yaml());
        files.put(ChartReadme.PATH, ChartReadme.markdown());
        files.put(RightsPage.PATH, RightsPage.markdown());
        files.putAll(ArgoHealth.files());
        return files;
    }
}
