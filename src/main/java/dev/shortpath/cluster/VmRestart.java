package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Restart;
import dev.shortpath.kubevirt.Pulses;
import java.io.IOException;

/** Asks KubeVirt to restart a VM. */
public final class VmRestart {
    private static final int NOT_FOUND = 404;

    private final Wire wire;

    public VmRestart(Wire wire) {
        this.wire = wire;
    }

    /** What became of it. */
    public sealed interface Answer {
        /**
         * KubeVirt took it.
         *
         * @param uid of the VM: an event without it is not found
         */
        record Asked(String uid) implements Answer {}

        /** There is nothing to ask for: the VMI is another one by now, or somebody asked already. */
        record Needless() implements Answer {}

        /** KubeVirt, or the API server, does not want it. */
        record Refused(String message) implements Answer {}
    }

    /**
     * Asks, unless that is done: KubeVirt's subresource restarts whatever VMI there is, so the one that was meant is looked
     * for on the server first.
     */
    public Answer ask(Restart restart) {
        Key key = Key.parse(restart.vm());
        try {
            Wire.Answer vmi = wire.get(Watched.VMI, key);
            Wire.Answer vm = wire.get(Watched.VM, key);
            if (vmi.code() == NOT_FOUND || vm.code() == NOT_FOUND) {
                return new Answer.Needless();
            }
            JsonNode there = vmi.expectOk();
            if (!Pulses.toAsk(vm.expectOk(), there, restart.instance())) {
                return new Answer.Needless();
            }
            Wire.Answer answer = wire.restart(key);
            String uid = vm.body().at("/metadata/uid").asText();
            return answer.ok() ? new Answer.Asked(uid) : new Answer.Refused(answer.code() + ": " + oneLine(answer));
        } catch (IOException away) {
            return new Answer.Refused(String.valueOf(away.getMessage()));
        }
    }

    private static String oneLine(Wire.Answer answer) {
        return VmWriter.oneLine(answer.message());
    }
}
