package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Write;
import java.io.IOException;
import java.util.Optional;

/** Writes a VM with a guarded JSON Patch, and tells what a refusal means (API.md, section 5). */
public final class VmWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final Wire wire;
    private final Answers vms;

    public VmWriter(Wire wire, Answers vms) {
        this.wire = wire;
        this.vms = vms;
    }

    /**
     * One PATCH, and after a 422 one GET; where that shows nothing changed, the same PATCH once more.
     *
     * @throws IOException when the API server does not answer, or not now
     */
    public Fate write(JsonNode vm, Write write) throws IOException {
        if (write.isEmpty()) {
            return new Fate.Nothing();
        }
        Key key = Key.of(vm);
        Wire.Answer answer = wire.jsonPatch(Watched.VM, key, VmPatch.of(vm, write));
        if (answer.ok()) {
            JsonNode now = vms.keep(answer.body());
            // Made once more: held for as long as the API server takes, it would be copied by each collection
            // meanwhile.
            return new Fate.Written(now, VmPatch.isMade(vm, write, now));
        }
        if (answer.message().contains("admission webhook")) {
            return new Fate.Refused(oneLine(answer.message()));
        }
        return switch (answer.code()) {
            case NOT_FOUND, CONFLICT -> new Fate.Moved();
            case INVALID -> afterRefusal(vm, write, answer);
            case 429, 500, 502, 503, 504 -> throw new IOException("the API server says: " + oneLine(answer.message()));
            default -> new Fate.Failed(oneLine(answer.message()));
        };
    }

    private Fate afterRefusal(JsonNode planned, Write write, Wire.Answer refusal) throws IOException {
        Key key = Key.of(planned);
        Wire.Answer now = wire.get(Watched.VM, key);
        if (!now.ok()) {
            return new Fate.Moved();
        }
        JsonNode seen = vms.keep(now.body());
        if (!guarded(planned).equals(guarded(seen))) {
            return new Fate.Moved();
        }
        // A label that went and came back leaves no trace; the guards still hold for this very patch.
        Wire.Answer again = wire.jsonPatch(Watched.VM, key, VmPatch.of(planned, write));
        if (again.ok()) {
            return new Fate.Written(vms.keep(again.body()), false);
        }
        boolean same = again.code() == refusal.code() && again.message().equals(refusal.message());
        return same ? new Fate.Failed(oneLine(refusal.message())) : new Fate.Moved();
    }

    /** What the patch tests, and a little more: whatever a plan is made of has raised one of these. */
    private static String guarded(JsonNode vm) {
        JsonNode metadata = vm.path("metadata");
        return String.join(
                "\n",
                metadata.path("uid").asText(),
                metadata.path("generation").asText(),
                metadata.path("labels").toString(),
                metadata.path("annotations").toString());
    }

    static String oneLine(String message) {
        String line =
                Optional.ofNullable(message).orElse("").replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "no message" : line;
    }
}
