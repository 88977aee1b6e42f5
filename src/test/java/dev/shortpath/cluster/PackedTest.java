package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.laws.Generated;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Property(tries = 200)
    void whatIsUnpackedIsWhatWasPacked(@ForAll("vms") ObjectNode vm) throws Exception {
        assertThat(Packed.of(vm).tree()).isEqualTo(new ObjectMapper().readTree(vm.toString()));
    }

    @Provide
    Arbitrary<ObjectNode> vms() {
        return Generated.vm();
    }

    @Test
    void theOrderOfMembersIsNoDifference() throws Exception {
        assertThat(packed("{\"a\":1,\"b\":{\"c\":\"é→\"}}").holds(packed("{\"b\":{\"c\":\"é→\"},\"a\":1}")))
                .isTrue();
        assertThat(packed("{\"a\":1}").holds(packed("{\"a\":2}"))).isFalse();
        assertThat(packed("{}").holds(packed("{\"a\":null}"))).isFalse();
    }

    private static Packed packed(String json) throws Exception {
        JsonNode read = new ObjectMapper().readTree(json);
        return Packed.of((ObjectNode) read);
    }
}
