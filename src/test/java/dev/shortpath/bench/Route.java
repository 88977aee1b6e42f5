package dev.shortpath.bench;

/** Where the API server serves a namespaced kind. */
enum Route {
    VM("apis/kubevirt.io/v1/namespaces/%s/virtualmachines"),
    PATH("apis/shortpath.dev/v1alpha1/namespaces/%s/storagepaths");

    private final String all;

    Route(String all) {
        this.all = all;
    }

    String of(String namespace) {
        return all.formatted(namespace);
    }

    String of(String namespace, String name) {
        return of(namespace) + "/" + name;
    }
}
