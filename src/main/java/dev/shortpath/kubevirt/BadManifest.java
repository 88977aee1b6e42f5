package dev.shortpath.kubevirt;

/** A manifest of ours that cannot be understood: where, and what would be right. */
public final class BadManifest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path of the field, e.g. {@code spec.disks[0].bus}; empty for the whole manifest
     * @param message what is wrong there and what would be right, a sentence without its path
     */
    public BadManifest(String path, String message) {
        super(path.isEmpty() ? message : path + ": " + message);
        this.path = path;
    }

    public String path() {
        return path;
    }
}
