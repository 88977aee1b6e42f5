package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Word;

/** Whether VMs can be given a function of a node. */
public enum Giving implements Word {
    /** KubeVirt gives it, whoever has it now. */
    AVAILABLE("Available", "yes"),
    /** The node has it ready; whether KubeVirt gives it is not known. */
    READY("Ready", "ready"),
    /** The node has it ready, and KubeVirt does not give it. */
    NOT_OFFERED("NotOffered", "not yet"),
    NOT_READY("NotReady", "no"),
    /** The probe could not tell. */
    UNKNOWN("Unknown", "unknown");

    private final String word;
    private final String answer;

    Giving(String word, String answer) {
        this.word = word;
        this.answer = answer;
    }

    @Override
    public String word() {
        return word;
    }

    /** For a person who asks whether it can be given. */
    public String answer() {
        return answer;
    }
}
