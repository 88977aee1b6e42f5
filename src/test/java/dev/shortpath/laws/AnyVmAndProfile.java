package dev.shortpath.laws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** What most laws are about, as `@ForAll("vms")` and `@ForAll("profiles")`. */
abstract class AnyVmAndProfile {
    @Provide
    Arbitrary<ObjectNode> vms() {
        return Generated.vm();
    }

    @Provide
    Arbitrary<ObjectNode> profiles() {
        return Generated.profile();
    }
}
