package dev.shortpath.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.facts.Health;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.Roll;
import dev.shortpath.plan.rollout.RolloutFacts;
import dev.shortpath.plan.rollout.RolloutFacts.Before;
import dev.shortpath.plan.rollout.RolloutFacts.Member;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import dev.shortpath.plan.rollout.RolloutPlan;
import dev.shortpath.plan.rollout.Rollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds of every rollout. */
class RolloutLawsTest {
    @Provide
    Arbitrary<RolloutFacts> situations() {
        Arbitrary<List<Member>> members = member().list().ofMaxSize(30).map(RolloutLawsTest::numbered);
        Arbitrary<Profile> profile = Combinators.combine(
                        Arbitraries.of("1", "3", "10%", "50%", "100%"),
                        Arbitraries.frequencyOf(
                                Tuple.of(5, Arbitraries.just("Restart")),
                                Tuple.of(1, Arbitraries.of("Stage", "WhenStopped"))),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.of("", "", ", window: {start: \"11:00\", durationMinutes: 60}"))
                .as((most, strategy, paused, window) -> Roll.profile(
                        paused ? "shortpath.dev/paused: \"\"" : "",
                        "rollout: {strategy: " + strategy + ", maxUnavailable: " + most + window + "}"));
        Arbitrary<Boolean> mostly = Arbitraries.of(true, true, true, false);
        return Combinators.combine(profile, members, mostly, mostly, Arbitraries.randoms())
                .as((p, m, ready, same, random) -> new RolloutFacts(p, ready, before(m, !same, random), m, Roll.NOW));
    }

    private static Arbitrary<Member> member() {
        return Combinators.combine(
                        Arbitraries.of("", "old", "old", "new"),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(Turn.WAITS, Turn.WAITS, Turn.NONE, Turn.NOT_SAFE))
                .as((uid, up, toRun, turn) -> new Member(
                        new Pulse(
                                "",
                                toRun,
                                Optional.of(uid).filter(u -> !u.isEmpty()),
                                new Health(up && !uid.isEmpty(), false, false)),
                        turn));
    }

    private static List<Member> numbered(List<Member> members) {
        List<Member> named = new ArrayList<>();
        for (Member m : members) {
            Pulse p = m.pulse();
            named.add(new Member(new Pulse("ns/vm-" + named.size(), p.toRun(), p.instance(), p.health()), m.turn()));
        }
        return named;
    }

    private static Before before(List<Member> members, boolean edited, Random random) {
        List<Restart> restarts = members.stream()
                .filter(m -> random.nextInt(5) == 0)
                .map(m -> new Restart(m.pulse().vm(), "old", Roll.NOW.minusSeconds(random.nextInt(800)), false))
                .toList();
        Optional<String> stopped =
                random.nextInt(4) == 0 ? restarts.stream().map(Restart::vm).findFirst() : Optional.empty();
        return new Before(restarts, stopped, edited);
    }

    private static long down(RolloutFacts facts, RolloutPlan plan) {
        Set<String> restarting = new HashSet<>();
        plan.restarts().forEach(r -> restarting.add(r.vm()));
        return facts.members().stream()
                .filter(m -> m.pulse().down() || restarting.contains(m.pulse().vm()))
                .count();
    }

    @Property(tries = 2000)
    void whatBeginsStaysWithinTheBudgetWhateverIsDownAlready(@ForAll("situations") RolloutFacts facts) {
        RolloutPlan plan = Rollouts.decide(facts);
        int most = facts.profile().spec().rollout().most(facts.members().size());
        assertThat(plan.begun().isEmpty() || down(facts, plan) <= most).isTrue();
    }

    @Property(tries = 2000)
    void onlyWhatWaitsRunsAndIsSafeBegins(@ForAll("situations") RolloutFacts facts) {
        Map<String, Member> members = new HashMap<>();
        facts.members().forEach(m -> members.put(m.pulse().vm(), m));
        assertThat(Rollouts.decide(facts).begun()).allSatisfy(r -> {
            Member member = members.get(r.vm());
            assertThat(member.turn()).isEqualTo(Turn.WAITS);
            assertThat(member.pulse().health().ready()).isTrue();
            assertThat(member.pulse().instance()).contains(r.instance());
        });
    }

    @Property(tries = 2000)
    void aStopHoldsItAndOnlyAnEditEndsIt(@ForAll("situations") RolloutFacts facts) {
        RolloutPlan plan = Rollouts.decide(facts);
        if (plan.stoppedAt().isPresent()) {
            assertThat(plan.begun()).isEmpty();
            assertThat(plan.message())
                    .startsWith("Stopped at " + plan.stoppedAt().get() + ", ");
        }
        if (facts.before().stoppedAt().isPresent() && !facts.before().edited()) {
            assertThat(plan.stoppedAt()).isEqualTo(facts.before().stoppedAt());
        }
    }

    @Property(tries = 1000)
    void theSameFactsGiveTheSameAnswerInAnyOrder(@ForAll("situations") RolloutFacts facts) {
        List<Member> members = new ArrayList<>(facts.members());
        List<Restart> restarts = new ArrayList<>(facts.before().restarts());
        Collections.reverse(members);
        Collections.reverse(restarts);
        RolloutFacts turned = new RolloutFacts(
                facts.profile(),
                facts.ready(),
                new Before(restarts, facts.before().stoppedAt(), facts.before().edited()),
                members,
                facts.now());
        RolloutPlan one = Rollouts.decide(facts);
        RolloutPlan other = Rollouts.decide(turned);
        assertThat(Rollouts.decide(facts)).isEqualTo(one);
        assertThat(other.restarts()).isEqualTo(one.restarts());
        assertThat(other.begun()).isEqualTo(one.begun());
        assertThat(other.stoppedAt()).isEqualTo(one.stoppedAt());
        assertThat(other.message()).isEqualTo(one.message());
    }

    @Property(tries = 1000)
    void decidingAgainOnWhatWasRecordedBeginsNothing(@ForAll("situations") RolloutFacts facts) {
        RolloutPlan plan = Rollouts.decide(facts);
        Before recorded = new Before(plan.restarts(), plan.stoppedAt(), false);
        RolloutPlan again = Rollouts.decide(
                new RolloutFacts(facts.profile(), facts.ready(), recorded, facts.members(), facts.now()));
        assertThat(again.begun()).isEmpty();
        assertThat(again.restarts()).isEqualTo(plan.restarts());
    }

    /** A whole rollout, with operators that forget everything but the status, on VMs that take their time. */
    @Property(tries = 300)
    void aRolloutEndsAndNeverExceedsItsBudget(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll Random random) {
        Profile profile = Roll.profile("", "rollout: {strategy: Restart, maxUnavailable: " + most + "}");
        int[] comesBack = new int[count];
        boolean[] done = new boolean[count];
        Before before = Before.NOTHING;
        for (int step = 0; step < 40 * count; step++) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean up = comesBack[i] <= step;
                Pulse pulse = new Pulse(
                        "ns/" + i,
                        true,
                        up ? Optional.of(done[i] ? "new" : "old") : Optional.empty(),
                        new Health(up, false, false));
                members.add(new Member(pulse, done[i] ? Turn.NONE : Turn.WAITS));
            }
            assertThat(members.stream().filter(m -> m.pulse().down()).count()).isLessThanOrEqualTo(most);
            Instant now = Roll.NOW.plusSeconds(step);
            RolloutPlan plan = Rollouts.decide(new RolloutFacts(profile, true, before, members, now));
            for (Restart r : plan.ask()) {
                int i = Integer.parseInt(r.vm().substring(3));
                // An operator that is killed between the record and the call leaves the call to the next one.
                if (random.nextInt(3) > 0) {
                    done[i] = true;
                    comesBack[i] = step + 1 + random.nextInt(20);
                }
            }
            before = new Before(plan.restarts(), plan.stoppedAt(), false);
        }
        assertThat(done).doesNotContain(false);
        assertThat(before.restarts()).isEmpty();
    }
}
