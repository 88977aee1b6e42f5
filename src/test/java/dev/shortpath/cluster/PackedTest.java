package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.laws.Generated;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackedTest {
    @Property(tries = 200)
    void whatIsUnpackedIsWhatWasPacked(@ForAll("fleets") List<ObjectNode> fleet) throws Exception {
        Packing packing = new Packing();
        List<Packed> packed = fleet.stream().map(packing::pack).toList();

        for (int i = 0; i < fleet.size(); i++) {
            assertThat(packed.get(i).tree())
                    .isEqualTo(new ObjectMapper().readTree(fleet.get(i).toString()));
        }
    }

    @Property(tries = 20)
    void whatIsPackedTwiceAfterTheFirstFewIsEqual(@ForAll("fleets") List<ObjectNode> fleet) {
        Packing packing = new Packing();
        for (int i = 0; i < 100; i++) {
            fleet.forEach(packing::pack);
        }

        fleet.forEach(vm -> assertThat(packing.pack(vm)).isEqualTo(packing.pack(vm)));
    }

    @Provide
    Arbitrary<List<ObjectNode>> fleets() {
        return Generated.vm().list().ofMinSize(1).ofMaxSize(8);
    }
}
