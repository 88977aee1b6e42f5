package dev.shortpath.plan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.facts.Health;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be restarted now, and what is to be said. */
class RolloutsTest {
    private static List<String> names(List<Restart> restarts) {
        return restarts.stream().map(Restart::vm).toList();
    }

    @Test
    void one_by_one_is_the_default() {
        RolloutPlan plan = new Roll().waiting(3).decide();

        assertThat(names(plan.begun())).containsExactly("ns/w-00");
        assertThat(plan.restarts()).isEqualTo(plan.begun()).isEqualTo(plan.ask());
        assertThat(plan.begun().getFirst()).isEqualTo(new Restart("ns/w-00", "old", Roll.NOW, false));
        assertThat(plan.message())
                .isEqualTo("1 VM is restarting. 2 VMs wait for a restart: at most 1 of 3 may be unavailable at once.");
        assertThat(plan.comeBack()).contains(Roll.NOW.plusSeconds(600));
    }

    @ParameterizedTest
    @CsvSource({"3, 20, 3", "10%, 50, 5", "10%, 59, 5", "10%, 3, 1", "100%, 7, 7", "40, 7, 7", "1%, 99, 1"})
    void a_share_is_rounded_down_and_is_at_least_one(String most, int vms, int begun) {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, maxUnavailable: " + most + "}")
                .waiting(vms)
                .decide();

        assertThat(plan.begun()).hasSize(begun);
    }

    @Test
    void a_status_has_room_for_so_many_and_no_more_begin() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, maxUnavailable: 100%}")
                .waiting(300)
                .decide();

        assertThat(plan.begun()).hasSize(Rollouts.MOST_AT_ONCE);
    }

    @Test
    void what_is_down_for_other_reasons_counts() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, maxUnavailable: 2}")
                .waiting(3)
                .vm("ns/broken", Turn.NONE, "any", false)
                .vm("ns/starting", Turn.WAITS, "", false)
                .decide();

        assertThat(plan.begun()).isEmpty();
        assertThat(plan.message())
                .isEqualTo("4 VMs wait for a restart: at most 2 of 5 may be unavailable at once, and 2 are for other"
                        + " reasons.");
    }

    @Test
    void a_recorded_one_is_not_asked_for_while_the_window_is_closed() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, window: {start: \"09:00\", durationMinutes: 59}}")
                .vm("ns/a", Turn.WAITS, "old", true)
                .recorded("ns/a", 70)
                .decide();

        assertThat(plan.ask()).isEmpty();
        assertThat(names(plan.restarts())).containsExactly("ns/a");
    }

    @Test
    void one_that_was_never_begun_in_its_window_waits_for_the_next_and_stops_nothing() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, window: {start: \"09:00\", durationMinutes: 55}}")
                .vm("ns/a", Turn.WAITS, "old", true)
                .recorded("ns/a", 600)
                .decide();

        assertThat(plan.stoppedAt()).isEmpty();
        assertThat(plan.restarts()).isEmpty();
        assertThat(plan.message()).isEqualTo("1 VM waits for a restart: the window is closed.");
    }

    @Test
    void what_its_owner_stopped_is_not_down() {
        RolloutPlan plan = new Roll()
                .waiting(1)
                .vm(new Pulse("ns/halted", false, Optional.empty(), Health.SILENT), Turn.NONE)
                .decide();

        assertThat(names(plan.begun())).containsExactly("ns/w-00");
    }

    @Test
    void a_recorded_one_counts_though_it_runs_yet_and_is_asked_for_again() {
        RolloutPlan plan = new Roll()
                .waiting(2)
                .vm("ns/a", Turn.WAITS, "old", true)
                .recorded("ns/a", 5)
                .decide();

        assertThat(plan.begun()).isEmpty();
        assertThat(names(plan.ask())).containsExactly("ns/a");
    }

    @Test
    void back_is_a_new_instance_that_is_ready() {
        Roll gone = new Roll().vm("ns/a", Turn.NONE, "", false).recorded("ns/a", 5);
        Roll starting = new Roll().vm("ns/a", Turn.NONE, "new", false).recorded("ns/a", 5);
        Roll back = new Roll().vm("ns/a", Turn.NONE, "new", true).recorded("ns/a", 5);

        assertThat(names(gone.decide().restarts())).containsExactly("ns/a");
        assertThat(gone.decide().ask()).isEmpty();
        assertThat(names(starting.decide().restarts())).containsExactly("ns/a");
        assertThat(names(back.decide().back())).containsExactly("ns/a");
        assertThat(back.decide().isSilent()).isTrue();
    }

    @Test
    void where_an_agent_answered_it_must_answer_again() {
        Pulse mute = new Pulse("ns/a", true, Optional.of("new"), new Health(true, false, false));
        Pulse whole = new Pulse("ns/a", true, Optional.of("new"), new Health(true, true, false));

        assertThat(new Roll()
                        .vm(mute, Turn.NONE)
                        .recorded("ns/a", 5, true)
                        .decide()
                        .restarts())
                .hasSize(1);
        assertThat(new Roll()
                        .vm(mute, Turn.NONE)
                        .recorded("ns/a", 600, true)
                        .decide()
                        .message())
                .contains("its guest's agent does not answer");
        assertThat(new Roll()
                        .vm(whole, Turn.NONE)
                        .recorded("ns/a", 5, true)
                        .decide()
                        .restarts())
                .isEmpty();
    }

    @Test
    void it_stops_at_the_first_that_is_not_back_in_time() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, maxUnavailable: 5}")
                .waiting(2)
                .vm("ns/a", Turn.NONE, "new", false)
                .vm("ns/b", Turn.NONE, "new", false)
                .recorded("ns/a", 599)
                .recorded("ns/b", 600)
                .decide();

        assertThat(plan.stoppedAt()).contains("ns/b");
        assertThat(plan.begun()).isEmpty();
        assertThat(names(plan.restarts())).containsExactly("ns/a", "ns/b");
        assertThat(plan.message())
                .isEqualTo("Stopped at ns/b, which was not back 10 minutes after its restart: its new VMI is not Ready."
                        + " Mend it, and edit the profile to go on. 1 VM is restarting. 2 VMs wait for a restart: the"
                        + " rollout is stopped.");
        assertThat(plan.comeBack()).contains(Roll.NOW.plusSeconds(1));
    }

    @Test
    void what_stopped_it_holds_it_even_when_it_is_back() {
        RolloutPlan plan = new Roll()
                .waiting(2)
                .vm("ns/a", Turn.NONE, "new", true)
                .recorded("ns/a", 900)
                .stoppedAt("ns/a")
                .decide();

        assertThat(plan.begun()).isEmpty();
        assertThat(plan.stoppedAt()).contains("ns/a");
        assertThat(plan.message()).contains("it is back by now");
    }

    @Test
    void an_edit_goes_on_with_what_the_budget_has_left() {
        Roll roll = new Roll()
                .waiting(3)
                .vm("ns/a", Turn.NONE, "new", false)
                .recorded("ns/a", 900)
                .stoppedAt("ns/a")
                .edited();

        assertThat(roll.decide().stoppedAt()).isEmpty();
        assertThat(roll.decide().begun()).as("ns/a is still down").isEmpty();
        assertThat(names(roll.spec("rollout: {strategy: Restart, maxUnavailable: 2}")
                        .decide()
                        .begun()))
                .containsExactly("ns/w-00");
    }

    @Test
    void an_edit_asks_again_for_what_kubevirt_never_restarted() {
        RolloutPlan plan = new Roll()
                .waiting(1)
                .vm("ns/a", Turn.WAITS, "old", true)
                .recorded("ns/a", 900)
                .stoppedAt("ns/a")
                .edited()
                .decide();

        assertThat(plan.restarts()).containsExactly(new Restart("ns/a", "old", Roll.NOW, false));
        assertThat(names(plan.ask())).containsExactly("ns/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout: {strategy: Stage} | '' | the profile does not ask for restarts any more",
                "'{mode: Audit, rollout: {strategy: Restart}}' | '' | the profile only reports (mode: Audit)",
                "rollout: {strategy: Restart} | 'shortpath.dev/paused: \"\"' | the profile is paused; remove the annotation shortpath.dev/paused to go on",
                "'rollout: {strategy: Restart, window: {start: \"11:00\", durationMinutes: 60}}' | '' | the window is closed",
            })
    void nothing_begins_while_it_is_held(String spec, String annotations, String why) {
        RolloutPlan plan =
                new Roll().spec(spec).annotated(annotations).waiting(2).decide();

        assertThat(plan.begun()).isEmpty();
        assertThat(plan.message()).isEqualTo("2 VMs wait for a restart: " + why + ".");
    }

    @Test
    void a_closed_window_is_come_back_to_and_an_open_one_lets_begin() {
        String opens = "rollout: {strategy: Restart, window: {start: \"11:00\", durationMinutes: 60}}";
        String open = "rollout: {strategy: Restart, window: {start: \"09:30\", durationMinutes: 60}}";

        assertThat(new Roll().spec(opens).waiting(1).decide().comeBack()).contains(Roll.NOW.plusSeconds(3600));
        assertThat(new Roll().spec(open).waiting(1).decide().begun()).hasSize(1);
    }

    @Test
    void nothing_begins_before_all_vms_are_decided() {
        assertThat(new Roll().undecided().waiting(2).decide().begun()).isEmpty();
    }

    @Test
    void what_is_not_safe_is_left_alone_and_counted() {
        RolloutPlan plan = new Roll()
                .spec("rollout: {strategy: Restart, maxUnavailable: 5}")
                .vm("ns/b", Turn.NOT_SAFE, "old", true)
                .vm("ns/a", Turn.NOT_SAFE, "old", true)
                .decide();

        assertThat(plan.restarts()).isEmpty();
        assertThat(plan.message())
                .isEqualTo("2 VMs are left for a person to restart (RestartNotSafe), first of all ns/a; the StoragePath"
                        + " says why.");
    }

    @Test
    void what_its_owner_stopped_meanwhile_is_over() {
        RolloutPlan plan = new Roll()
                .vm(new Pulse("ns/a", false, Optional.empty(), Health.SILENT), Turn.NONE)
                .recorded("ns/a", 900)
                .recorded("ns/deleted", 900)
                .decide();

        assertThat(plan.isSilent()).isTrue();
    }
}
