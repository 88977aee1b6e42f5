package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.laws.Generated;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackedTest {
    @Property(tries = 200)
    void whatIsUnpackedIsWhatWasPacked(@ForAll("vms") ObjectNode vm) throws Exception {
        assertThat(Packed.of(vm).tree()).isEqualTo(new ObjectMapper().readTree(vm.toString()));
    }

    @Provide
    Arbitrary<ObjectNode> vms() {
        return Generated.vm();
    }
}
