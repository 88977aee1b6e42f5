package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.Permitted;
import dev.shortpath.plan.passthrough.Permits;
import java.io.IOException;

/** Writes permittedHostDevices of the KubeVirt CR with a guarded JSON Patch. */
public final class PermitWriter {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final Wire wire;
    private final Answers kubevirts;

    public PermitWriter(Wire wire, Answers kubevirts) {
        this.wire = wire;
        this.kubevirts = kubevirts;
    }

    /**
     * One PATCH, and after a 422 one GET.
     *
     * @throws IOException when the API server does not answer, or not now
     */
    public Fate write(JsonNode kubevirt, Permits permits) throws IOException {
        Key key = Key.of(kubevirt);
        Wire.Answer answer = wire.jsonPatch(Watched.KUBEVIRT, key, Permitted.patch(kubevirt, permits));
        if (answer.ok()) {
            return new Fate.Written(kubevirts.keep(answer.body()), true);
        }
        String message = VmWriter.oneLine(answer.message());
        if (message.contains("admission webhook")) {
            return new Fate.Refused(message);
        }
        return switch (answer.code()) {
            case FORBIDDEN ->
                new Fate.Refused(message + " (give the operator deploy/options/permit-host-devices.yaml)");
            case NOT_FOUND, CONFLICT -> new Fate.Moved();
            case INVALID -> afterRefusal(kubevirt, message);
            case 429, 500, 502, 503, 504 -> throw new IOException("the API server says: " + message);
            default -> new Fate.Failed(message);
        };
    }

    /** A test that failed shows in the CR; what is refused for another reason is refused again. */
    private Fate afterRefusal(JsonNode planned, String message) throws IOException {
        Wire.Answer now = wire.get(Watched.KUBEVIRT, Key.of(planned));
        if (!now.ok()) {
            return new Fate.Moved();
        }
        JsonNode seen = kubevirts.keep(now.body());
        return guarded(planned).equals(guarded(seen)) ? new Fate.Failed(message) : new Fate.Moved();
    }

    private static String guarded(JsonNode kubevirt) {
        JsonNode metadata = kubevirt.path("metadata");
        return metadata.path("uid").asText() + " " + metadata.path("generation").asText() + " "
                + metadata.path("annotations");
    }
}
