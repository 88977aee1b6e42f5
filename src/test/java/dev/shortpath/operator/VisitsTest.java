package dev.shortpath.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.cluster.Key;
import dev.shortpath.plan.Binding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private static final Key VM = new Key("shop", "web");

    private final List<String> told = new ArrayList<>();
    private final Visits visits = new Visits(told::add);

    @Test
    void profile_is_told_once_when_a_vm_that_it_waited_for_was_visited() {
        visits.changed("general");
        visit(visits.epoch());
        visit(visits.epoch());

        assertThat(told).containsExactly("general");
    }

    @Test
    void profile_that_changed_after_a_visit_began_goes_on_waiting() {
        long began = visits.epoch();
        visits.changed("general");

        visit(began);
        assertThat(told).isEmpty();
        assertThat(visits.since("general", VM)).isEmpty();

        visit(visits.epoch());
        assertThat(told).containsExactly("general");
        assertThat(visits.since("general", VM)).isPresent();
    }

    private void visit(long began) {
        visits.visited(VM, began, new Binding.Unbound());
    }
}
